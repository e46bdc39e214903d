// The words of the cart: what a shopper means to buy, before it becomes an order.

import { defineRefusals, type Command } from '#kernel/core/decider.ts'
import { derivedId, type Home } from '#kernel/core/id.ts'
import { days, type Instant } from '#kernel/core/instant.ts'
import { defineQuery } from '#kernel/core/query.ts'
import {
  CountryCode,
  CurrencyCode,
  Id,
  Money,
  Nullable,
  OneOf,
  Quantity,
  Strict,
  Type,
  type Static,
} from '#kernel/core/schema.ts'
import { Sku } from '#services/catalog/contract.ts'

export const cartLinesMax = 100
export const keepCartEvents = days(7)

export const cartRefusals = defineRefusals('cart', {
  notFound: {
    kind: 'not-found',
    title: 'There is no such cart',
    advice: 'Make a new one with POST /v1/carts.',
  },
  ordered: {
    kind: 'conflict',
    title: 'The cart has been ordered',
    advice: 'Make a new cart; the order can be read under /v1/orders.',
  },
  unknownSku: {
    kind: 'invalid',
    title: 'Nothing is sold under this SKU',
    advice: 'Take the SKU from a product of the catalogue.',
  },
  notForSale: {
    kind: 'conflict',
    title: 'This cannot be bought now',
    advice: 'Choose another product.',
  },
  tooManyLines: {
    kind: 'conflict',
    title: 'The cart has as many lines as a cart can have',
    advice: 'Order what is in it, then go on with a new cart.',
  },
  unknownCurrency: {
    kind: 'invalid',
    title: 'The shop does not sell in this currency',
    advice: 'Leave it out for the currency of the shop.',
  },
})

export const CartBody = Strict({
  currency: Type.Optional(CurrencyCode),
  country: Type.Optional(CountryCode),
})
export const LineBody = Strict({ quantity: Quantity })

export const CartLineView = Type.Object({
  sku: Sku,
  quantity: Quantity,
  productId: Nullable(Type.String()),
  handle: Nullable(Type.String()),
  title: Nullable(Type.String()),
  options: Type.Array(Type.String()),
  image: Nullable(Type.String()),
  unitPrice: Nullable(Money),
  total: Nullable(Money),
  /** False: it can no longer be bought, and is not part of the totals. */
  available: Type.Boolean(),
})

export const CartView = Type.Object({
  id: Id,
  version: Type.Integer(),
  status: OneOf(['open', 'ordered']),
  /** The order it became. */
  orderId: Nullable(Id),
  currency: CurrencyCode,
  country: Nullable(CountryCode),
  lines: Type.Array(CartLineView),
  subtotal: Nullable(Money),
  taxes: Type.Array(Type.Object({ name: Type.String(), rateBp: Type.Integer(), amount: Money })),
  taxIncluded: Type.Boolean(),
  /** Without shipping. */
  total: Nullable(Money),
})
export type CartView = Static<typeof CartView>

export interface CartLine {
  readonly sku: string
  readonly quantity: number
}

export interface CreateCart extends Command {
  readonly type: 'create'
  readonly currency: string
  readonly country: string | null
}
export interface ChangeCart extends Command {
  readonly type: 'change'
  readonly currency?: string
  readonly country?: string
}
export interface SetLine extends Command {
  readonly type: 'set-line'
  readonly sku: string
  readonly quantity: number
}
export interface RemoveLine extends Command {
  readonly type: 'remove-line'
  readonly sku: string
}
export interface MarkOrdered extends Command {
  readonly type: 'mark-ordered'
  readonly orderId: string
}
export type CartCommand = CreateCart | ChangeCart | SetLine | RemoveLine | MarkOrdered

export interface CartCreated {
  readonly type: 'cart.cart-created'
  readonly currency: string
  readonly country: string | null
}
export interface CartChanged {
  readonly type: 'cart.cart-changed'
  readonly currency: string
  readonly country: string | null
}
export interface LineSet {
  readonly type: 'cart.line-set'
  readonly sku: string
  readonly quantity: number
}
export interface LineRemoved {
  readonly type: 'cart.line-removed'
  readonly sku: string
}
export interface CartOrdered {
  readonly type: 'cart.cart-ordered'
  readonly orderId: string
}
export type CartEvent = CartCreated | CartChanged | LineSet | LineRemoved | CartOrdered

/** Repeating a request with its key finds the cart that the first one made. */
export const cartIdFor = (home: Home, key: string): string => derivedId('crt', home, 'key', key)

export interface CartContent {
  readonly id: string
  readonly version: number
  readonly changedAt: Instant
  readonly ordered: boolean
  readonly currency: string
  readonly country: string | null
  readonly lines: readonly CartLine[]
}
export const cartById = defineQuery<{ readonly id: string }, CartContent | null>('cart.by-id')
