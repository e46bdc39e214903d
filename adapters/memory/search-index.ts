// Looks at every entry for every search: for tests and the simulator, not for a catalogue.

import { Fault } from '#kernel/core/fault.ts'
import type {
  SearchEntry,
  SearchIndex,
  SearchRequest,
  SearchResult,
} from '#kernel/ports/search-index.ts'
import { compareText } from '#adapters/memory/compare-text.ts'
import { cursorOf, placeIn } from '#adapters/memory/cursor.ts'
import { frozenCopy } from '#adapters/memory/frozen-copy.ts'

/** Values shown per facet. */
const facetValuesMax = 50

interface Row {
  readonly entry: SearchEntry
  readonly title: readonly string[]
  readonly text: readonly string[]
}

export class MemorySearchIndex implements SearchIndex {
  readonly #rows = new Map<string, Row>()
  #position: string | null = null

  async put(entries: readonly SearchEntry[]): Promise<void> {
    for (const entry of entries.map(frozenCopy)) {
      this.#rows.set(entry.id, { entry, title: wordsOf(entry.title), text: wordsOf(entry.text) })
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#rows.delete(id)
  }

  async search(request: SearchRequest): Promise<SearchResult> {
    const { cursor, limit, ...asked } = request
    const list = JSON.stringify(asked)
    const start = cursor === undefined ? 0 : startIn(list, cursor)
    const terms = wordsOf(request.text)
    const found = [...this.#rows.values()]
      .filter((row) => hasAll(row, terms) && passes(row.entry, request))
      .toSorted(orderOf(request, terms))
    const ids = found.slice(start, start + limit).map(({ entry }) => entry.id)
    return {
      ids,
      next: found.length > start + limit ? cursorOf(list, [start + limit]) : null,
      facets: Object.fromEntries(request.facets.map((name) => [name, countsOf(name, found)])),
    }
  }

  async position(): Promise<string | null> {
    return this.#position
  }

  async setPosition(cursor: string): Promise<void> {
    this.#position = cursor
  }

  async clear(): Promise<void> {
    this.#rows.clear()
    this.#position = null
  }
}

function startIn(list: string, cursor: string): number {
  const [start] = placeIn(list, cursor)
  if (typeof start !== 'number') throw new Fault('bad-cursor')
  return start
}

function wordsOf(text: string): readonly string[] {
  const folded = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return folded.match(/[\p{L}\p{N}]+/gu) ?? []
}

function hasAll({ title, text }: Row, terms: readonly string[]): boolean {
  return terms.every((term, place) => {
    const isLast = place === terms.length - 1
    return has(title, term, isLast) || has(text, term, isLast)
  })
}

function has(words: readonly string[], term: string, asBeginning: boolean): boolean {
  return words.some((word) => (asBeginning ? word.startsWith(term) : word === term))
}

function passes(entry: SearchEntry, { filters, ranges = {} }: SearchRequest): boolean {
  const fits = Object.entries(filters).every(([name, wanted]) =>
    entry.facets[name]?.some((value) => wanted.includes(value)),
  )
  const lies = Object.entries(ranges).every(([name, { from = -Infinity, to = Infinity }]) => {
    const number = entry.numbers[name]
    return number !== undefined && number >= from && number <= to
  })
  return fits && lies
}

function orderOf({ sort }: SearchRequest, terms: readonly string[]) {
  const rankOf = ({ entry, title }: Row): number => {
    if (!sort) return -terms.filter((term) => has(title, term, true)).length
    const number = entry.numbers[sort.number]
    if (number === undefined) return Infinity
    return sort.descending ? -number : number
  }
  return (one: Row, other: Row): number => {
    const [left, right] = [rankOf(one), rankOf(other)]
    if (left !== right) return left < right ? -1 : 1
    return compareText(one.entry.id, other.entry.id)
  }
}

function countsOf(name: string, rows: readonly Row[]): { value: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { entry } of rows) {
    for (const value of entry.facets[name] ?? []) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((one, other) => other.count - one.count || compareText(one.value, other.value))
    .slice(0, facetValuesMax)
}
