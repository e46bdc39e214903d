// A search index in the region's own PostgreSQL: enough for a catalogue of a few hundred thousand
// products, with nothing more to run. Words are folded and taken apart here, so that accents, case
// and scripts are treated as in the other adapters, and the server only keeps sets of them.
//
// Promised: what was put is found by the next search. Not promised: that it survives a crash of the
// server. Its tables are not logged, so a crash empties them, entries and position together, and the
// projection that feeds the index makes it again. A crash so short that nobody noticed is noticed by
// the position, which cannot be moved where there is none.

import type pg from 'pg'
import { Fault } from '#kernel/core/fault.ts'
import type {
  SearchEntry,
  SearchIndex,
  SearchRequest,
  SearchResult,
} from '#kernel/ports/search-index.ts'
import { arrayText } from '#adapters/embedded/array-text.ts'
import { connections } from '#adapters/embedded/connections.ts'
import { cursorOf, placeIn } from '#adapters/embedded/cursor.ts'
import { faultOfReading } from '#adapters/embedded/database-fault.ts'
import {
  facetText,
  searchCondition,
  type SearchCondition,
} from '#adapters/embedded/search-query.ts'
import { wordsOf } from '#adapters/embedded/search-words.ts'

const poolMax = 4
/** The position of an index that was cleared and is not filled yet. */
const filling = ''
/** Values shown per facet. */
const facetValuesMax = 50

/** Its tables are made by `embeddedLedger`, which is opened first. */
export function embeddedSearchIndex({ url }: { url: string }): EmbeddedSearchIndex {
  return new EmbeddedSearchIndex(url)
}

interface FoundRow {
  readonly id: string
  /** What it is sorted by; null when it has no such number. */
  readonly rank: number | null
}

export class EmbeddedSearchIndex implements SearchIndex {
  readonly #pool: pg.Pool

  constructor(url: string) {
    this.#pool = connections({
      url,
      max: poolMax,
      name: 'search',
      synchronousCommit: 'off',
      settings: {},
    })
  }

  async put(entries: readonly SearchEntry[]): Promise<void> {
    const latest = [...new Map(entries.map((entry) => [entry.id, entry])).values()]
    if (latest.length === 0) return
    await this.#rows(
      `insert into search_entries (id, title, words, facets, numbers)
      select e.id, array_to_tsvector(string_to_array(e.title, ' ')),
        array_to_tsvector(string_to_array(e.words, ' ')),
        e.facets::text[], e.numbers
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[])
        as e(id, title, words, facets, numbers)
      order by e.id
      on conflict (id) do update set
        title = excluded.title, words = excluded.words,
        facets = excluded.facets, numbers = excluded.numbers`,
      [
        arrayText(latest.map(({ id }) => id)),
        arrayText(latest.map(({ title }) => wordList(title))),
        arrayText(latest.map(({ title, text }) => wordList(`${title} ${text}`))),
        arrayText(latest.map(({ facets }) => arrayText(facetTexts(facets)))),
        arrayText(latest.map(({ numbers }) => JSON.stringify(numbers))),
      ],
    )
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await this.#rows('delete from search_entries where id = any ($1)', [ids])
  }

  async search(request: SearchRequest): Promise<SearchResult> {
    const condition = searchCondition(request)
    const [page, facets] = await Promise.all([
      this.#page(request, condition),
      this.#facets(request.facets, condition),
    ])
    return { ...page, facets }
  }

  async position(): Promise<string | null> {
    const [row] = await this.#rows<{ position: string }>('select position from search_feed')
    return row === undefined || row.position === filling ? null : row.position
  }

  async setPosition(cursor: string): Promise<void> {
    const moved = await this.#rows('update search_feed set position = $1 returning 1', [cursor])
    if (moved.length === 0) throw new Fault('unavailable', 'the search index was lost in a crash')
  }

  async clear(): Promise<void> {
    await this.#rows('truncate search_entries, search_feed')
    await this.#rows('insert into search_feed (position) values ($1) on conflict do nothing', [
      filling,
    ])
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #page(
    { text, filters, ranges, sort, cursor, limit }: SearchRequest,
    condition: SearchCondition,
  ): Promise<Omit<SearchResult, 'facets'>> {
    const list = JSON.stringify([text, filters, ranges ?? null, sort ?? null])
    const values: unknown[] = [...condition.values]
    const given = (value: unknown) => `$${values.push(value)}`
    let rank = '0::float8'
    if (sort) rank = `(numbers ->> ${given(sort.number)})::float8`
    else if (condition.terms.length > 0) {
      const terms = `${given(arrayText(condition.terms))}::tsquery[]`
      rank = `(select count(*) from unnest(${terms}) as term where title @@ term)::float8`
    }
    const descending = sort ? sort.descending : true
    let after = 'true'
    if (cursor !== undefined) {
      const [at = '', id = ''] = placeIn(list, cursor, 2)
      if (at !== 'none' && !Number.isFinite(Number(at))) throw new Fault('bad-cursor')
      after = afterPlace(descending, at === 'none' ? null : given(Number(at)), given(id))
    }
    const rows = await this.#rows<FoundRow>(
      `select id, rank
      from (select id, ${rank} as rank from search_entries where ${condition.text}) as found
      where ${after}
      order by rank ${descending ? 'desc' : 'asc'} nulls last, id
      limit ${given(limit + 1)}`,
      values,
    )
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const more = rows.length > limit && last !== undefined
    return {
      ids: shown.map(({ id }) => id),
      next: more ? cursorOf(list, [String(last.rank ?? 'none'), last.id]) : null,
    }
  }

  async #facets(
    names: readonly string[],
    condition: SearchCondition,
  ): Promise<SearchResult['facets']> {
    if (names.length === 0) return {}
    const values = [...condition.values, arrayText(names)]
    const rows = await this.#rows<{ name: string; value: string; count: number }>(
      `select name, value, count from (
        select name, value, count,
          row_number() over (partition by name order by count desc, value collate "C") as place
        from (
          select split_part(facet, E'\\x1f', 1) as name,
            substr(facet, strpos(facet, E'\\x1f') + 1) as value, count(*)::integer as count
          from search_entries cross join unnest(facets) as facet
          where ${condition.text} and split_part(facet, E'\\x1f', 1) = any ($${values.length}::text[])
          group by facet
        ) as counted
      ) as placed
      where place <= ${facetValuesMax}
      order by name, place`,
      values,
    )
    const facets = Object.fromEntries(names.map((name) => [name, [] as (typeof rows)[number][]]))
    for (const row of rows) facets[row.name]?.push(row)
    return Object.fromEntries(
      Object.entries(facets).map(([name, found]) => [
        name,
        found.map(({ value, count }) => ({ value, count })),
      ]),
    )
  }

  async #rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      return (await this.#pool.query<Row>(text, [...values])).rows
    } catch (error) {
      throw faultOfReading(error)
    }
  }
}

/** Each word once, with spaces between them: no word holds one, so nothing needs quoting. */
function wordList(text: string): string {
  return [...new Set(wordsOf(text))].join(' ')
}

function facetTexts(facets: SearchEntry['facets']): string[] {
  const texts = Object.entries(facets).flatMap(([name, values]) =>
    values.map((value) => facetText(name, value)),
  )
  return [...new Set(texts)]
}

/** What follows a place in the order by rank, those without one last, and then by id. */
function afterPlace(descending: boolean, rank: string | null, id: string): string {
  if (rank === null) return `rank is null and id > ${id}`
  const beyond = descending ? '<' : '>'
  return `(rank ${beyond} ${rank} or (rank = ${rank} and id > ${id}) or rank is null)`
}
