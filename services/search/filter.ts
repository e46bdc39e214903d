import type { NumberRange } from '#kernel/ports/search-index.ts'
import type { OrRefusal } from '#kernel/service/context.ts'
import { searchRefusals } from '#services/search/contract.ts'
import { isFilterable } from '#services/search/facets.ts'

export const filtersMax = 50

/** Far above any price. */
const amountMax = Number.MAX_SAFE_INTEGER
const pricePattern = /^(\d{0,16})\.\.(\d{0,16})$/

export interface Filter {
  readonly values: Readonly<Record<string, readonly string[]>>
  /** In minor units of the shop's own currency; null when no price was named. */
  readonly price: NumberRange | null
}

/**
 * `vendor:Acme,option.Size:M,option.Size:L,price:1000..5000`: values of one name widen, other names
 * narrow. Either end of a price may be left out.
 */
export function parseFilter(text: string): OrRefusal<Filter> {
  const pairs = splitUnescaped(text).filter((pair) => pair.trim() !== '')
  if (pairs.length > filtersMax) return badFilter(`At most ${filtersMax} pairs are taken.`)
  const values = new Map<string, string[]>()
  let price: NumberRange | null = null
  for (const pair of pairs) {
    const colon = pair.indexOf(':')
    const name = pair.slice(0, colon).trim()
    const value = pair.slice(colon + 1).trim()
    if (colon === -1 || value === '') return badFilter(`"${pair}" has no value.`)
    if (name === 'price') {
      if (price !== null) return badFilter('One range of prices is taken.')
      price = rangeIn(value)
      if (price === null) return badFilter(`"${value}" is no range such as 1000..5000.`)
      continue
    }
    if (!isFilterable(name)) return badFilter(`One cannot filter by "${name}".`)
    values.set(name, [...(values.get(name) ?? []), value])
  }
  return { values: Object.fromEntries(values), price }
}

function rangeIn(text: string): NumberRange | null {
  const [, from = '', to = ''] = pricePattern.exec(text) ?? []
  if (from === '' && to === '') return null
  const range = {
    ...(from === '' ? {} : { from: Number(from) }),
    ...(to === '' ? {} : { to: Number(to) }),
  }
  return Object.values(range).every((amount) => amount <= amountMax) ? range : null
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
