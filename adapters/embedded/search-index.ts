// Full-text search on the region's own PostgreSQL. The tables are derived: no publication names
// them, each region fills its own, and they can be emptied and rebuilt at any time.
//
// Text is folded here (case, accents) and indexed with the `simple` configuration, so part numbers
// and words of any language are kept as they are written. The last word of a query also matches as
// the beginning of a word, which is what a person who is still typing expects.

import pg from 'pg'
import { Fault } from '#kernel/core/fault.ts'
import { digest } from '#kernel/core/id.ts'
import type {
  SearchEntry,
  SearchIndex,
  SearchRequest,
  SearchResult,
} from '#kernel/ports/search-index.ts'

const connectionsMax = 6
/** Values shown per facet, the most frequent first. */
const facetValuesMax = 50
const termsMax = 16

const schema = `
  create table if not exists search_entries (
    id text primary key,
    document tsvector not null,
    facets jsonb not null,
    numbers jsonb not null
  );
  create index if not exists search_entries_document on search_entries using gin (document);
  create index if not exists search_entries_facets on search_entries using gin (facets);
  create table if not exists search_position (one boolean primary key default true check (one), cursor text);
`
/** Two processes that start at once must not create the tables twice. */
const schemaLock = 7_341_002

export function embeddedSearchIndex({
  url,
}: {
  url: string
}): SearchIndex & { close(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax })
  pool.on('error', () => undefined)
  let prepared: Promise<unknown> | null = null

  async function query<Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    prepared ??= pool
      .query(`begin; select pg_advisory_xact_lock(${schemaLock}); ${schema} commit`)
      .catch((error: unknown) => {
        prepared = null
        throw error
      })
    try {
      await prepared
      return (await pool.query<Row>(text, [...values])).rows
    } catch (error) {
      throw new Fault('unavailable', 'the search index cannot be reached', { cause: error })
    }
  }

  return {
    put: async (entries) => {
      await query(
        `insert into search_entries (id, document, facets, numbers)
         select id, setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'C'), facets, numbers
         from jsonb_to_recordset($1) as given (id text, title text, body text, facets jsonb, numbers jsonb)
         on conflict (id) do update
         set document = excluded.document, facets = excluded.facets, numbers = excluded.numbers`,
        [JSON.stringify(latest(entries).map(rowOf))],
      )
    },
    remove: async (ids) => {
      await query('delete from search_entries where id = any($1)', [ids])
    },
    search: async (request) => search(query, request),
    position: async () => {
      const [row] = await query<{ cursor: string }>('select cursor from search_position')
      return row?.cursor ?? null
    },
    setPosition: async (cursor) => {
      await query(
        `insert into search_position (cursor) values ($1)
         on conflict (one) do update set cursor = excluded.cursor`,
        [cursor],
      )
    },
    clear: async () => {
      await query('truncate search_entries, search_position')
    },
    close: () => pool.end(),
  }
}

type Query = <Row extends pg.QueryResultRow>(
  text: string,
  values: readonly unknown[],
) => Promise<Row[]>

async function search(query: Query, request: SearchRequest): Promise<SearchResult> {
  const { values, given, matches, condition } = conditionOf(request)
  const list = digest(JSON.stringify({ ...request, cursor: undefined, limit: undefined })).slice(
    0,
    12,
  )
  const offset = request.cursor === undefined ? 0 : offsetIn(list, request.cursor)
  const order = orderOf(request, matches, given)
  const page = await query<{ id: string }>(
    `select id from search_entries where ${condition} order by ${order}, id
     offset ${given(offset)} limit ${given(request.limit + 1)}`,
    values,
  )
  const ids = page.slice(0, request.limit).map(({ id }) => id)
  const next = page.length > request.limit ? cursorOf(list, offset + request.limit) : null
  return { ids, next, facets: await facetsOf(query, request) }
}

async function facetsOf(query: Query, request: SearchRequest): Promise<SearchResult['facets']> {
  if (request.facets.length === 0) return {}
  const { values, given, condition } = conditionOf(request)
  const rows = await query<{ facet: string; value: string; count: number }>(
    `select facet, value, count from (
       select facet.key as facet, value, count(*)::int as count,
         row_number() over (partition by facet.key order by count(*) desc, value) as place
       from search_entries, jsonb_each(facets) as facet, jsonb_array_elements_text(facet.value) as value
       where ${condition} and facet.key = any(${given(request.facets)})
       group by facet.key, value
     ) as counted where place <= ${facetValuesMax} order by facet, place`,
    values,
  )
  return Object.fromEntries(
    request.facets.map((name) => [
      name,
      rows.filter(({ facet }) => facet === name).map(({ value, count }) => ({ value, count })),
    ]),
  )
}

/** What an entry must meet, as SQL over parameters; `given` adds a parameter and names it. */
function conditionOf({ text, filters }: SearchRequest) {
  const values: unknown[] = []
  const given = (value: unknown) => `$${values.push(value)}`
  const terms = tsquery(text)
  const matches = terms === null ? null : `to_tsquery('simple', ${given(terms)})`
  const conditions = [
    ...(matches === null ? [] : [`document @@ ${matches}`]),
    ...Object.entries(filters).map(
      ([facet, wanted]) => `facets -> ${given(facet)} ?| ${given(wanted)}::text[]`,
    ),
  ]
  return { values, given, matches, condition: conditions.join(' and ') || 'true' }
}

function orderOf(
  { sort }: SearchRequest,
  matches: string | null,
  given: (value: unknown) => string,
): string {
  if (sort !== undefined) {
    const direction = sort.descending ? 'desc' : 'asc'
    return `(numbers ->> ${given(sort.number)})::numeric ${direction} nulls last`
  }
  return matches === null ? 'true' : `ts_rank_cd(document, ${matches}) desc`
}

/** Every word must occur; the last one may be the beginning of a longer one. Null asks for everything. */
function tsquery(text: string): string | null {
  const words =
    folded(text)
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, termsMax) ?? []
  if (words.length === 0) return null
  return words.map((word, at) => (at === words.length - 1 ? `${word}:*` : word)).join(' & ')
}

function rowOf({ id, title, text, facets, numbers }: SearchEntry) {
  return { id, title: words(title), body: words(text), facets, numbers }
}

/** One entry per id, the last one given: PostgreSQL refuses to write a row twice in one statement. */
function latest(entries: readonly SearchEntry[]): SearchEntry[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()]
}

/** The same words that a query is cut into, so that both meet. */
function words(text: string): string {
  return (folded(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}

function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

function cursorOf(list: string, offset: number): string {
  return Buffer.from(JSON.stringify([list, offset])).toString('base64url')
}

function offsetIn(list: string, cursor: string): number {
  try {
    const [of, offset] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (of === list && Number.isSafeInteger(offset) && Number(offset) >= 0) return Number(offset)
  } catch (cause) {
    throw new Fault('bad-cursor', undefined, { cause })
  }
  throw new Fault('bad-cursor')
}
