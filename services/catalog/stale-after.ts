import type { Service } from '#kernel/service/define-service.ts'
import {
  catalogTags as tags,
  type ProductRemoved,
  type ProductSaved,
} from '#services/catalog/contract.ts'

/** Event type → the tags it makes stale. */
export const staleAfter: Service['invalidates'] = {
  'catalog.product-saved': ({ documentId, data }) =>
    productTags(documentId, data as unknown as ProductSaved),
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
  }: Pick<ProductSaved | ProductRemoved, 'handle' | 'categories' | 'collections'>,
): readonly string[] {
  return [
    tags.products,
    tags.product(id),
    tags.product(handle),
    ...categories.map(tags.category),
    ...collections.map(tags.collection),
  ]
}
