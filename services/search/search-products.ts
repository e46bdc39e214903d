import { isRefusal } from '#kernel/core/decider.ts'
import type { Static } from '#kernel/core/schema.ts'
import type { Context, OrRefusal } from '#kernel/service/context.ts'
import { branchesOf, cardsById, categoryTree } from '#services/catalog/contract.ts'
import type {
  ProductIds,
  ProductIdsWanted,
  SearchAnswer,
  SearchSort,
} from '#services/search/contract.ts'
import { countedFacets, shownFacets } from '#services/search/facets.ts'
import { parseFilter, type Filter } from '#services/search/filter.ts'

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
  const parsed = parseFilter(filter)
  if (isRefusal(parsed)) return parsed
  const { values, price } = parsed
  const text = q.trim()
  const found = await context.ports.search.search({
    text,
    filters: await withBranches(values, context),
    ...(price === null ? {} : { ranges: { price } }),
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
      filters: understood(parsed),
      sort,
    },
  }
}

/** Ids only, without facets: for whoever reads the products themselves. */
export async function findProductIds(
  { text, categories, cursor, limit }: ProductIdsWanted,
  { ports }: Context,
): Promise<ProductIds> {
  const { ids, next } = await ports.search.search({
    text: text.trim(),
    filters: categories === undefined ? {} : { category: categories },
    facets: [],
    ...(cursor === undefined ? {} : { cursor }),
    limit,
  })
  return { ids, next }
}

/** A category is searched with everything below it. */
async function withBranches(values: Filter['values'], context: Context): Promise<Filter['values']> {
  const { category } = values
  if (category === undefined) return values
  return { ...values, category: branchesOf(category, await context.ask(categoryTree, {})) }
}

function understood({ values, price }: Filter): Record<string, string[]> {
  const plain = Object.fromEntries(Object.entries(values).map(([name, of]) => [name, [...of]]))
  return price === null ? plain : { ...plain, price: [`${price.from ?? ''}..${price.to ?? ''}`] }
}
