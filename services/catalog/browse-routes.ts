import { CurrencyCode, OneOf, PageOf, PageQuery, Strict, Type } from '#kernel/core/schema.ts'
import { query } from '#kernel/service/route.ts'
import { browse } from '#services/catalog/browse.ts'
import {
  catalogRefusals,
  catalogTags as tags,
  CategoryInput,
  CollectionInput,
  Handle,
  Product,
  ProductCard,
} from '#services/catalog/contract.ts'
import { findActiveProduct, listCategoryTree, listCollections } from '#services/catalog/queries.ts'
import { pricesTag } from '#services/pricing/contract.ts'

/** Every change of a product, a category or the prices drops its tags, so a region may keep it long. */
const fresh = { maxAgeSeconds: 10, staleWhileRevalidateSeconds: 60, regionSeconds: 600 }
const rarelyChanged = { maxAgeSeconds: 30, staleWhileRevalidateSeconds: 300 }

export const browseRoutes = [
  query({
    method: 'GET',
    path: '/v1/products',
    summary: 'List the products on sale',
    query: Strict({
      category: Type.Optional(Handle),
      collection: Type.Optional(Handle),
      sort: Type.Optional(OneOf(['newest', 'title', 'price', '-price'])),
      currency: Type.Optional(CurrencyCode),
      ...PageQuery,
    }),
    response: PageOf(ProductCard),
    handle: (request, context) => browse(request.query, context),
    cache: {
      ...fresh,
      tags: ({ query: { category, collection } }) => [
        pricesTag,
        category !== undefined
          ? tags.category(category)
          : collection !== undefined
            ? tags.collection(collection)
            : tags.products,
      ],
    },
  }),
  query({
    method: 'GET',
    path: '/v1/products/{idOrHandle}',
    summary: 'Show a product on sale',
    params: Strict({ idOrHandle: Handle }),
    response: Product,
    handle: async ({ params: { idOrHandle } }, context) =>
      (await findActiveProduct(idOrHandle, context)) ??
      catalogRefusals.productNotFound(`No product "${idOrHandle}" is on sale.`, '/idOrHandle'),
    cache: { ...fresh, tags: ({ params }) => [tags.product(params.idOrHandle)] },
  }),
  query({
    method: 'GET',
    path: '/v1/categories',
    summary: 'Show the tree of categories',
    description: 'Each category holds its `children`, which are categories of the same form.',
    response: Strict({
      items: Type.Array(
        Type.Object({ ...CategoryInput.properties, children: Type.Array(Type.Unknown()) }),
      ),
    }),
    handle: async (_request, context) => ({ items: await listCategoryTree(context) }),
    cache: { ...rarelyChanged, tags: () => [tags.categories] },
  }),
  query({
    method: 'GET',
    path: '/v1/collections',
    summary: 'List the collections',
    response: Strict({ items: Type.Array(CollectionInput) }),
    handle: async (_request, context) => ({ items: await listCollections(context) }),
    cache: { ...rarelyChanged, tags: () => [tags.collections] },
  }),
  query({
    method: 'GET',
    path: '/v1/collections/{handle}',
    summary: 'Show a collection',
    description: 'Its products are listed by `/v1/products?collection=`.',
    params: Strict({ handle: Handle }),
    response: CollectionInput,
    handle: async ({ params: { handle } }, context) =>
      (await listCollections(context)).find((each) => each.handle === handle) ??
      catalogRefusals.collectionNotFound(`There is no collection "${handle}".`, '/handle'),
    cache: { ...rarelyChanged, tags: () => [tags.collections] },
  }),
]
