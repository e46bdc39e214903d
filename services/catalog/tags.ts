import type { Service } from '#kernel/service/define-service.ts'
import type { ProductRemoved, ProductSaved } from '#services/catalog/contract.ts'

/** Under which caches keep what this service answers. */
export const tags = {
  products: 'products',
  categories: 'categories',
  collections: 'collections',
  /** Shared with pricing, which drops it when rates change. */
  prices: 'prices',
  product: (idOrHandle: string) => `product:${idOrHandle}`,
  category: (handle: string) => `category:${handle}`,
  collection: (handle: string) => `collection:${handle}`,
}

/** Event type → the tags it makes stale. */
export const staleAfter: Service['invalidates'] = {
  'catalog.product-saved': ({ documentId, data }) => {
    const { product, categories, collections } = data as unknown as ProductSaved
    return productTags(documentId, { ...product, categories, collections })
  },
  'catalog.product-removed': ({ documentId, data }) =>
    productTags(documentId, data as unknown as ProductRemoved),
  'catalog.category-saved': () => [tags.categories],
  'catalog.category-removed': () => [tags.categories],
  'catalog.collection-saved': () => [tags.collections],
  'catalog.collection-removed': () => [tags.collections],
}

function productTags(
  id: string,
  {
    handle,
    categories,
    collections,
  }: Pick<ProductRemoved, 'handle' | 'categories' | 'collections'>,
): readonly string[] {
  return [
    tags.products,
    tags.product(id),
    tags.product(handle),
    ...categories.map(tags.category),
    ...collections.map(tags.collection),
  ]
}
