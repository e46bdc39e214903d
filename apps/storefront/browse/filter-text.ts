// A filter as one text: pairs of name and value with commas between them.

export interface Chosen {
  readonly name: string
  readonly value: string
}

/** The pairs of a filter, in its order. A backslash keeps a comma inside a value. */
export function chosenIn(filter: string): readonly Chosen[] {
  const pairs = filter.match(/(?:\\.|[^,\\])+/g) ?? []
  return pairs.flatMap((text) => {
    const colon = text.indexOf(':')
    if (colon === -1) return []
    const value = text.slice(colon + 1).replaceAll(/\\(.)/g, '$1')
    return [{ name: text.slice(0, colon), value }]
  })
}

/** The filter with this value chosen, or without it when it was. */
export function toggled(filter: string, { name, value }: Chosen): string {
  const before = chosenIn(filter)
  const others = before.filter((each) => each.name !== name || each.value !== value)
  const after = others.length < before.length ? others : [...before, { name, value }]
  return after.map((each) => pair(each.name, each.value)).join(',')
}

/** The filter without anything chosen for a name. */
export function without(filter: string, name: string): string {
  const others = chosenIn(filter).filter((each) => each.name !== name)
  return others.map((each) => pair(each.name, each.value)).join(',')
}

/** One pair of a filter, as the API takes it. */
export const pair = (name: string, value: string): string =>
  `${name}:${value.replaceAll(/[\\,]/g, (sign) => `\\${sign}`)}`
