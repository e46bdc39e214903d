import { isRefusal } from '#kernel/core/decider.ts'
import type { Static } from '#kernel/core/schema.ts'
import type { Context, OrRefusal } from '#kernel/service/context.ts'
import { cardsById } from '#services/catalog/contract.ts'
import type { SearchAnswer, SearchSort } from '#services/search/contract.ts'
import { countedFacets, shownFacets } from '#services/search/facets.ts'
import { parseFilter } from '#services/search/filter.ts'

const pageLimit = 20

const numberOf = {
  newest: { number: 'created', descending: true },
  price: { number: 'price', descending: false },
  '-price': { number: 'price', descending: true },
}

export interface SearchFor {
  readonly q?: string
  readonly filter?: string
  readonly sort?: Static<typeof SearchSort>
  readonly currency?: string
  readonly cursor?: string
  readonly limit?: number
}

export async function searchProducts(
  { q = '', filter = '', sort = 'relevance', currency, cursor, limit = pageLimit }: SearchFor,
  context: Context,
): Promise<OrRefusal<Static<typeof SearchAnswer>>> {
  const filters = parseFilter(filter)
  if (isRefusal(filters)) return filters
  const text = q.trim()
  const found = await context.ports.search.search({
    text,
    filters,
    ...(sort === 'relevance' ? {} : { sort: numberOf[sort] }),
    facets: countedFacets,
    ...(cursor === undefined ? {} : { cursor }),
    limit,
  })
  const items = await context.ask(cardsById, { ids: found.ids, currency: currency ?? null })
  return {
    items: [...items],
    facets: [...shownFacets(found.facets)],
    next: found.next,
    query: {
      text,
      filters: Object.fromEntries(Object.entries(filters).map(([name, of]) => [name, [...of]])),
      sort,
    },
  }
}
