import { CurrencyCode, PageQuery, Strict, Type } from '#kernel/core/schema.ts'
import { defineService } from '#kernel/service/define-service.ts'
import { answers } from '#kernel/service/query.ts'
import { query } from '#kernel/service/route.ts'
import {
  productIdsByWords,
  SearchAnswer,
  searchRefusals,
  SearchSort,
  Suggestions,
} from '#services/search/contract.ts'
import { productProjection } from '#services/search/product-projection.ts'
import { findProductIds, searchProducts } from '#services/search/search-products.ts'
import { suggest } from '#services/search/suggest.ts'

const queryMax = 200
const fresh = { maxAgeSeconds: 5, staleWhileRevalidateSeconds: 30, tags: () => [] }

export const search = defineService({
  name: 'search',
  does: 'Finds products on sale by their words, with facets, from an index each region builds.',
  projections: [productProjection],
  routes: [
    query({
      method: 'GET',
      path: '/v1/search',
      summary: 'Search the products on sale',
      description:
        'Filters are `name:value` pairs with commas between them: `vendor:Acme,option.Size:M`. ' +
        'Values of one name widen the search, other names narrow it. A `category` takes in all ' +
        'below it. `price:1000..5000` is a range in minor units of the shop’s own currency, open ' +
        'where an end is left out.',
      query: Strict({
        q: Type.Optional(Type.String({ maxLength: queryMax })),
        filter: Type.Optional(Type.String({ maxLength: 2_000 })),
        sort: Type.Optional(SearchSort),
        currency: Type.Optional(CurrencyCode),
        ...PageQuery,
      }),
      response: SearchAnswer,
      handle: (request, context) => searchProducts(request.query, context),
      cache: fresh,
    }),
    query({
      method: 'GET',
      path: '/v1/search/suggestions',
      summary: 'Suggest products while a shopper types',
      query: Strict({ q: Type.String({ maxLength: queryMax }) }),
      response: Suggestions,
      handle: async (request, context) => ({ items: await suggest(request.query.q, context) }),
      cache: fresh,
    }),
  ],
  answers: [answers(productIdsByWords, findProductIds)],
  refusals: searchRefusals.catalogue,
})
