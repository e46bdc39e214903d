import { parse, parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5'

export interface HtmlShape {
  /** The elements with the names of their attributes, in order: what data must not change. */
  readonly elements: readonly string[]
  /** What a reader sees. */
  readonly text: string
  readonly attributes: ReadonlyMap<string, readonly string[]>
}

/** What a browser makes of a page. */
export function htmlShape(source: string): HtmlShape {
  const elements: string[] = []
  const attributes = new Map<string, string[]>()
  let text = ''
  const visit = (node: Tree.Node): void => {
    if ('tagName' in node) {
      const names = node.attrs.map(({ name }) => name)
      elements.push([node.tagName, ...names].join(' '))
      for (const { name, value } of node.attrs) {
        const key = `${node.tagName} ${name}`
        attributes.set(key, [...(attributes.get(key) ?? []), value])
      }
    }
    if (node.nodeName === '#text' && 'value' in node) text += node.value
    if ('childNodes' in node) for (const child of node.childNodes) visit(child)
  }
  visit(source.startsWith('<!') ? parse(source) : parseFragment(source))
  return { elements, text, attributes }
}
