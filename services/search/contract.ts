// The words of search: it knows nothing that the catalog does not, and can be rebuilt from it.

import { defineRefusals } from '#kernel/core/decider.ts'
import { defineQuery } from '#kernel/core/query.ts'
import { Nullable, OneOf, Strict, Type, type Static } from '#kernel/core/schema.ts'
import { ProductCard } from '#services/catalog/contract.ts'

export const SearchSort = OneOf(['relevance', 'newest', 'price', '-price'])

export const Facet = Strict({
  /** What a filter names: `vendor`, `option.Size`. */
  name: Type.String(),
  values: Type.Array(Strict({ value: Type.String(), count: Type.Integer() })),
})
export type Facet = Static<typeof Facet>

export const SearchAnswer = Strict({
  items: Type.Array(ProductCard),
  facets: Type.Array(Facet),
  next: Nullable(Type.String()),
  /** What was understood. */
  query: Strict({
    text: Type.String(),
    filters: Type.Record(Type.String(), Type.Array(Type.String())),
    sort: SearchSort,
  }),
})

export const Suggestions = Strict({
  items: Type.Array(Strict({ id: Type.String(), handle: Type.String(), title: Type.String() })),
})

export interface ProductIdsWanted {
  readonly text: string
  /** In one of these; whatever stands below them has to be named too. */
  readonly categories?: readonly string[]
  readonly cursor?: string
  readonly limit: number
}
export interface ProductIds {
  readonly ids: readonly string[]
  readonly next: string | null
}
/** Products on sale by their words, the best first. */
export const productIdsByWords = defineQuery<ProductIdsWanted, ProductIds>(
  'search.product-ids-by-words',
)

export const searchRefusals = defineRefusals('search', {
  badFilter: {
    kind: 'invalid',
    title: 'The filter cannot be read',
    advice:
      'Write name:value pairs with commas between them, such as vendor:Acme,option.Size:M or ' +
      'price:1000..5000, and a backslash before a comma that belongs to a value.',
  },
})
