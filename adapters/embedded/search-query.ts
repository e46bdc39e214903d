import type { SearchRequest } from '#kernel/ports/search-index.ts'
import { arrayText } from '#adapters/embedded/array-text.ts'
import { wordsOf } from '#adapters/embedded/search-words.ts'

/** Words of a query that count; more find nothing better. */
const termsMax = 12

export interface SearchCondition {
  readonly text: string
  readonly values: readonly string[]
  /** Each term alone, for the order of what was found. */
  readonly terms: readonly string[]
}

/** All words, the last as a beginning, one value of each filter, and numbers within their ranges. */
export function searchCondition(
  request: Pick<SearchRequest, 'text' | 'filters' | 'ranges'>,
): SearchCondition {
  const terms = [...new Set(wordsOf(request.text))].slice(0, termsMax)
  const values: string[] = []
  const conditions: string[] = []
  if (terms.length > 0) {
    const last = terms.length - 1
    values.push(terms.map((term, place) => lexeme(term, place === last)).join(' & '))
    conditions.push(`words @@ $${values.length}::tsquery`)
  }
  for (const [name, wanted] of Object.entries(request.filters)) {
    values.push(arrayText(wanted.map((value) => facetText(name, value))))
    conditions.push(`facets && $${values.length}::text[]`)
  }
  for (const [name, { from, to }] of Object.entries(request.ranges ?? {})) {
    const number = `(numbers ->> $${values.push(name)})::float8`
    conditions.push(`${number} is not null`)
    if (from !== undefined) conditions.push(`${number} >= $${values.push(String(from))}::float8`)
    if (to !== undefined) conditions.push(`${number} <= $${values.push(String(to))}::float8`)
  }
  return {
    text: conditions.length > 0 ? conditions.join(' and ') : 'true',
    values,
    terms: terms.map((term) => lexeme(term, true)),
  }
}

/** A facet's name and value as one text. */
export function facetText(name: string, value: string): string {
  return `${name}\u001f${value}`.replaceAll('\0', '')
}

/** A word holds letters and digits only, so that nothing in it needs care. */
function lexeme(word: string, isBeginning: boolean): string {
  return `'${word}'${isBeginning ? ':*' : ''}`
}
