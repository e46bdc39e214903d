import type { Context } from '#kernel/service/context.ts'
import { cardsById, titlesStartingWith } from '#services/catalog/contract.ts'

export const suggestionsMax = 8

export interface Suggestion {
  readonly id: string
  readonly handle: string
  readonly title: string
}

/** Titles that start with the text, then products that the text finds. */
export async function suggest(q: string, context: Context): Promise<readonly Suggestion[]> {
  const text = q.trim()
  if (text === '') return []
  const starting = await context.ask(titlesStartingWith, { prefix: text, limit: suggestionsMax })
  const missing = suggestionsMax - starting.length
  const found = missing > 0 ? await searched(text, context) : []
  const known = new Set(starting.map(({ id }) => id))
  return [...starting, ...found.filter(({ id }) => !known.has(id)).slice(0, missing)].map(
    ({ id, handle, title }) => ({ id, handle, title }),
  )
}

async function searched(text: string, context: Context): Promise<readonly Suggestion[]> {
  const { ids } = await context.ports.search.search({
    text,
    filters: {},
    facets: [],
    limit: suggestionsMax,
  })
  return context.ask(cardsById, { ids, currency: null })
}
