// The words of the gateway: answers put together for one page of a storefront.

import {
  CategoryInput,
  CollectionInput,
  Product,
  ProductCard,
  Sku,
} from '#services/catalog/contract.ts'
import {
  CountryCode,
  CurrencyCode,
  Id,
  Nullable,
  Price,
  Strict,
  Type,
  type Static,
} from '#kernel/core/schema.ts'
import { Totals } from '#services/orders/contract.ts'
import { ShippingMethod } from '#services/shipping/contract.ts'

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

export const Checkout = Strict({
  cartId: Id,
  /** What the answer speaks of; an order may insist on it. */
  cartVersion: Type.Integer(),
  country: CountryCode,
  currency: CurrencyCode,
  requiresShipping: Type.Boolean(),
  methods: Type.Array(
    Type.Object({
      ...ShippingMethod.properties,
      /** What the order costs when it is sent this way. */
      totals: Totals,
    }),
    { description: 'Empty when the shop does not deliver there' },
  ),
  short: Type.Array(Strict({ sku: Sku, available: Type.Integer() }), {
    description: 'Lines that ask for more than is on sale now',
  }),
})
export type Checkout = Static<typeof Checkout>
