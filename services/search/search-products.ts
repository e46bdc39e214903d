import { isRefusal } from '#kernel/core/decider.ts'
import type { Static } from '#kernel/core/schema.ts'
import type { Context, OrRefusal } from '#kernel/service/context.ts'
import { cardsById, categoryTree, type CategoryNode } from '#services/catalog/contract.ts'
import type { SearchAnswer, SearchSort } from '#services/search/contract.ts'
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

/** A category is searched with everything below it. */
async function withBranches(values: Filter['values'], context: Context): Promise<Filter['values']> {
  const { category } = values
  if (category === undefined) return values
  const tree = await context.ask(categoryTree, {})
  const wanted = new Set(category)
  return { ...values, category: [...new Set([...category, ...below(tree, wanted, false)])] }
}

function below(
  nodes: readonly CategoryNode[],
  wanted: ReadonlySet<string>,
  isInside: boolean,
): readonly string[] {
  return nodes.flatMap(({ handle, children }) => {
    const belongs = isInside || wanted.has(handle)
    return [...(belongs ? [handle] : []), ...below(children, wanted, belongs)]
  })
}

function understood({ values, price }: Filter): Record<string, string[]> {
  const plain = Object.fromEntries(Object.entries(values).map(([name, of]) => [name, [...of]]))
  return price === null ? plain : { ...plain, price: [`${price.from ?? ''}..${price.to ?? ''}`] }
}
