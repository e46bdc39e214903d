// The words of the gateway: answers put together for one page of a storefront.

import {
  CategoryInput,
  CollectionInput,
  Product,
  ProductCard,
  Sku,
} from '#services/catalog/contract.ts'
import { CurrencyCode, Nullable, Price, Strict, Type } from '#kernel/core/schema.ts'

export const HomePage = Strict({
  categories: Type.Array(CategoryInput, { description: 'Those at the top of the tree' }),
  collections: Type.Array(
    Strict({ collection: CollectionInput, products: Type.Array(ProductCard) }),
  ),
})

export const ProductPage = Strict({
  product: Product,
  currency: CurrencyCode,
  tax: Strict({
    included: Type.Boolean({ description: 'False: taxes come on top at the checkout' }),
    rates: Type.Array(Strict({ name: Type.String(), rateBp: Type.Integer() })),
  }),
  variants: Type.Array(
    Strict({
      sku: Sku,
      price: Nullable(Price),
      compareAt: Nullable(Price),
      /** Units on sale now over all regions; null when stock is not counted. */
      available: Nullable(Type.Integer()),
      buyable: Type.Boolean(),
    }),
    { description: 'In the order of `product.variants`' },
  ),
})
