import type { OrRefusal } from '#kernel/service/context.ts'
import { searchRefusals } from '#services/search/contract.ts'
import { isFilterable } from '#services/search/facets.ts'

export const filtersMax = 50

type Filters = Readonly<Record<string, readonly string[]>>

/** `vendor:Acme,option.Size:M,option.Size:L`: values of one name widen, other names narrow. */
export function parseFilter(text: string): OrRefusal<Filters> {
  const pairs = splitUnescaped(text).filter((pair) => pair.trim() !== '')
  if (pairs.length > filtersMax) return badFilter(`At most ${filtersMax} pairs are taken.`)
  const values = new Map<string, string[]>()
  for (const pair of pairs) {
    const colon = pair.indexOf(':')
    const name = pair.slice(0, colon).trim()
    const value = pair.slice(colon + 1).trim()
    if (colon === -1 || value === '') return badFilter(`"${pair}" has no value.`)
    if (!isFilterable(name)) return badFilter(`One cannot filter by "${name}".`)
    values.set(name, [...(values.get(name) ?? []), value])
  }
  return Object.fromEntries(values)
}

const badFilter = (detail: string) => searchRefusals.badFilter(detail, '/filter')

function splitUnescaped(text: string): readonly string[] {
  const parts = ['']
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (char === ',') parts.push('')
    else {
      if (char === '\\') at += 1
      parts[parts.length - 1] += char === '\\' ? (text[at] ?? '') : char
    }
  }
  return parts
}
