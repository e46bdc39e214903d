// Each option is a facet of its own to filter by, so that two options narrow together. To count
// them without knowing their names, all option values also stand in one facet, name in front.

import type { SearchResult } from '#kernel/ports/search-index.ts'
import type { Facet } from '#services/search/contract.ts'

const separator = '\u001f'
const optionPrefix = 'option.'

export const plainFacets = ['vendor', 'type', 'category', 'tag']
export const countedFacets = [...plainFacets, 'option']

export const optionFacet = (name: string): string => `${optionPrefix}${name}`
export const optionValue = (name: string, value: string): string => `${name}${separator}${value}`

export function isFilterable(facet: string): boolean {
  return (
    plainFacets.includes(facet) ||
    (facet.startsWith(optionPrefix) && facet.length > optionPrefix.length)
  )
}

/** Under the names one filters by. */
export function shownFacets(counted: SearchResult['facets']): readonly Facet[] {
  const plain = plainFacets.map((name) => ({ name, values: [...(counted[name] ?? [])] }))
  return [...plain, ...optionFacets(counted['option'] ?? [])].filter(
    ({ values }) => values.length > 0,
  )
}

function optionFacets(counted: NonNullable<SearchResult['facets'][string]>): readonly Facet[] {
  const named = counted.map(({ value, count }) => {
    const end = value.indexOf(separator)
    return { name: optionFacet(value.slice(0, end)), value: value.slice(end + 1), count }
  })
  return [...Map.groupBy(named, ({ name }) => name)].map(([name, values]) => ({
    name,
    values: values.map(({ value, count }) => ({ value, count })),
  }))
}
