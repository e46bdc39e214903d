import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { answers } from '#kernel/service/query.ts'
import { browseRoutes } from '#services/catalog/browse-routes.ts'
import { category } from '#services/catalog/category.ts'
import { categoryRoutes } from '#services/catalog/category-routes.ts'
import { collection } from '#services/catalog/collection.ts'
import { collectionRoutes } from '#services/catalog/collection-routes.ts'
import * as contract from '#services/catalog/contract.ts'
import { mediaRoutes } from '#services/catalog/media-routes.ts'
import { product } from '#services/catalog/product.ts'
import { productRoutes } from '#services/catalog/product-routes.ts'
import * as queries from '#services/catalog/queries.ts'
import { findSellables } from '#services/catalog/sellables.ts'
import { staleAfter } from '#services/catalog/stale-after.ts'

export const catalog = defineService({
  name: 'catalog',
  does: 'Keeps products with their variants, categories and collections, and lists those on sale.',
  aggregates: [aggregate(product), aggregate(category), aggregate(collection)],
  routes: [
    ...browseRoutes,
    ...productRoutes,
    ...categoryRoutes,
    ...collectionRoutes,
    ...mediaRoutes,
  ],
  answers: [
    answers(contract.sellablesBySku, ({ skus }, context) => findSellables(skus, context)),
    answers(contract.productsById, ({ ids }, context) => queries.findProducts(ids, context)),
    answers(contract.allProducts, (page, context) => queries.listByHandle(page, context)),
    answers(contract.activeProduct, ({ idOrHandle }, context) =>
      queries.findActiveProduct(idOrHandle, context),
    ),
    answers(contract.cardsById, ({ ids, currency }, context) =>
      queries.findCards(ids, currency, context),
    ),
    answers(contract.titlesStartingWith, ({ prefix, limit }, context) =>
      queries.listByTitlePrefix(prefix, limit, context),
    ),
    answers(contract.categoryTree, (_input, context) => queries.listCategoryTree(context)),
    answers(contract.collectionPreviews, queries.previewCollections),
  ],
  invalidates: staleAfter,
  refusals: contract.catalogRefusals.catalogue,
})
