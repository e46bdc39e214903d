// Cuts TypeScript (and JSX) into words, marks and texts, leaving out comments. It knows just enough
// to tell code from what only looks like code, and needs no compiler: the compiler used here offers
// no interface for reading files one by one.

export interface Token {
  readonly kind: 'word' | 'mark' | 'text'
  /** For a text: what stands between the quotes, unless `whole` is false. */
  readonly value: string
  /** A template with `${…}` is not whole: its pieces come as texts, what is between them as code. */
  readonly whole: boolean
  readonly line: number
}

const wordsBeforeRegExp = new Set(
  'return typeof case in of delete void throw new await yield do else instanceof'.split(' '),
)

export function tokens(source: string): readonly Token[] {
  const found: Token[] = []
  let at = 0
  let line = 1

  const push = (kind: Token['kind'], value: string, whole = true) =>
    found.push({ kind, value, whole, line })

  const skipTo = (end: number) => {
    for (; at < end; at += 1) if (source[at] === '\n') line += 1
  }

  /** Up to the closing brace of a `${`, or to the end of the file. */
  const code = (inTemplate: boolean): void => {
    let depth = 0
    while (at < source.length) {
      const here = source[at] ?? ''
      if (inTemplate && here === '}' && depth === 0) return
      if (here === '{') depth += 1
      if (here === '}') depth -= 1
      one(here)
    }
  }

  const one = (here: string): void => {
    const pair = source.slice(at, at + 2)
    if (pair === '//') return skipTo(endOr(source.indexOf('\n', at)))
    if (pair === '/*') return skipTo(endOr(source.indexOf('*/', at + 2), 2))
    if (here === '"' || here === "'") return quoted(here)
    if (here === '`') return template()
    if (here === '/' && regExpMayStart() && regExp()) return
    if (/[\w$]/.test(here)) {
      const word = /[\w$]+/y
      word.lastIndex = at
      const value = word.exec(source)?.[0] ?? here
      push('word', value)
      at += value.length
      return
    }
    if (!/\s/.test(here)) push('mark', here)
    skipTo(at + 1)
  }

  /** A quote that does not close on its line was an apostrophe in the text of a page. */
  const quoted = (quote: string): void => {
    const closed = new RegExp(`${quote}((?:[^${quote}\\\\\\n]|\\\\[^])*)${quote}`, 'y')
    closed.lastIndex = at
    const match = closed.exec(source)
    if (match) push('text', match[1] ?? '')
    skipTo(at + (match?.[0].length ?? 1))
  }

  const template = (): void => {
    at += 1
    let start = at
    let whole = true
    while (at < source.length && source[at] !== '`') {
      if (source[at] === '\\') {
        skipTo(at + 2)
      } else if (source.startsWith('${', at)) {
        whole = false
        push('text', source.slice(start, at), false)
        at += 2
        code(true)
        at += 1
        start = at
      } else {
        skipTo(at + 1)
      }
    }
    push('text', source.slice(start, at), whole)
    at += 1
  }

  const regExpMayStart = (): boolean => {
    const before = found.at(-1)
    if (before === undefined) return true
    if (before.kind === 'text') return false
    if (before.kind === 'word') return wordsBeforeRegExp.has(before.value)
    return !/[)\]}<]/.test(before.value)
  }

  const regExp = (): boolean => {
    const literal = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y
    literal.lastIndex = at
    const match = literal.exec(source)
    if (match) at += match[0].length
    return match !== null
  }

  const endOr = (end: number, plus = 0) => (end === -1 ? source.length : end + plus)

  code(false)
  return found
}
