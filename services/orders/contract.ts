// The words of orders: what was bought, by whom, and how far it has got.

import { defineRefusals } from '#kernel/core/decider.ts'
import { bodyOf, siblingId } from '#kernel/core/id.ts'
import { days, hours } from '#kernel/core/instant.ts'
import { defineQuery } from '#kernel/core/query.ts'
import {
  CurrencyCode,
  Id,
  Instant,
  Money,
  Nullable,
  OneOf,
  Price,
  Quantity,
  Strict,
  Type,
  type Static,
} from '#kernel/core/schema.ts'
import { Sku } from '#services/catalog/contract.ts'
import { PaymentMethod } from '#services/payments/contract.ts'
import { Address, MethodCode, ShipmentLine } from '#services/shipping/contract.ts'

export const keepOrderEvents = days(400)
const booksKeptYears = 10
/** Until then the law may want an invoice that says to whom: to the end of the tenth year after the order. */
export const booksUntil = (placedAt: string): string =>
  `${Number(placedAt.slice(0, 4)) + booksKeptYears}-12-31T23:59:59.999Z`
/** An order on its way is asked again so long after it was asked to forget. */
export const forgetAgainMs = days(1)
/** Whatever becomes of its parcels, an order is on its way no longer than this. */
export const openAtMostMs = days(90)
/** A declined payment can be replaced for this long. */
export const payAgainWithinMs = hours(1)
export const paymentAttemptsMax = 20
export const refundsMax = 100
/** Made by hand; a parcel takes its own part. */
export const capturesMax = 20
export const notesMax = 200

export const orderRefusals = defineRefusals('orders', {
  notFound: { kind: 'not-found', title: 'There is no such order' },
  cartNotFound: {
    kind: 'not-found',
    title: 'There is no such cart',
    advice: 'Make a cart with POST /v1/carts and put something into it.',
  },
  cartEmpty: {
    kind: 'conflict',
    title: 'The cart is empty',
    advice: 'Put something into it with PUT /v1/carts/{id}/lines/{sku}.',
  },
  cartChanged: {
    kind: 'conflict',
    title: 'The cart is not what was shown',
    advice: 'Read the cart again and confirm it.',
  },
  totalChanged: {
    kind: 'conflict',
    title: 'The total is not what was expected',
    advice: 'Show the new total and ask again.',
  },
  notForSale: {
    kind: 'conflict',
    title: 'Something in the cart can no longer be bought',
    advice: 'Remove the line and order again.',
  },
  notPriced: {
    kind: 'conflict',
    title: 'There is no price in this currency',
    advice: 'Choose another currency for the cart.',
  },
  noDelivery: {
    kind: 'invalid',
    title: 'It cannot be delivered this way',
    advice: 'Choose one of GET /v1/shipping-methods.',
  },
  notCancellable: {
    kind: 'conflict',
    title: 'The order can no longer be cancelled',
    advice: 'Ask the shop for a refund.',
  },
  notPayable: {
    kind: 'conflict',
    title: 'The order waits for no payment',
    advice: 'Read the order to see where it stands.',
  },
  tooManyAttempts: {
    kind: 'conflict',
    title: 'Payment was tried too often',
    advice: 'Make a new cart.',
  },
  notShippable: {
    kind: 'conflict',
    title: 'Nothing of this can be shipped',
    advice: 'Only lines of a confirmed order that were not shipped yet can be.',
  },
  notRefundable: {
    kind: 'conflict',
    title: 'This much cannot be refunded',
    advice: 'Refund at most what was captured and not yet refunded.',
  },
  notCapturable: {
    kind: 'conflict',
    title: 'This much cannot be captured',
    advice: 'Capture at most what is authorized and no parcel or capture takes.',
  },
  tooManyNotes: { kind: 'conflict', title: 'The order holds as many notes as it can' },
})

export const Email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: '^[^\\s@<>,;"]+@[^\\s@<>,;"]+\\.[^\\s@<>,;".]+$',
})

/** What mails are written in. */
export const Language = OneOf(['en', 'zh-Hans'])
export type Language = Static<typeof Language>

export const PlaceOrderBody = Strict({
  cartId: Id,
  email: Email,
  shippingAddress: Address,
  billingAddress: Type.Optional(Address),
  shippingMethod: MethodCode,
  payment: PaymentMethod,
  /** Order only this version of the cart. */
  cartVersion: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Order only at this total, shipping included. */
  expectedTotal: Type.Optional(Price),
  /** Of the mails about the order. */
  language: Type.Optional(Language),
})
export type PlaceOrderBody = Static<typeof PlaceOrderBody>
export const PayBody = Strict({ payment: PaymentMethod })
export const CancelBody = Strict({ reason: Type.Optional(Type.String({ maxLength: 500 })) })
export const ShipBody = Strict({
  /** Everything not yet shipped when left out. */
  lines: Type.Optional(Type.Array(ShipmentLine, { minItems: 1, maxItems: 100 })),
})
export const CaptureBody = Strict({
  /** All that neither a parcel nor another capture takes, when left out. */
  amount: Type.Optional(Price),
})
export const RefundBody = Strict({
  /** Everything not yet refunded when neither amount nor lines are given. */
  amount: Type.Optional(Price),
  lines: Type.Optional(Type.Array(ShipmentLine, { minItems: 1, maxItems: 100 })),
  /** The units of `lines` came back and are put into stock again. */
  returned: Type.Optional(Type.Boolean()),
  reason: Type.String({ minLength: 1, maxLength: 500 }),
})
export const NoteBody = Strict({ text: Type.String({ minLength: 1, maxLength: 2_000 }) })

export const orderStatuses = ['pending', 'confirmed', 'completed', 'rejected', 'cancelled'] as const
export const paymentStatuses = [
  'none',
  'authorized',
  'captured',
  'partially-refunded',
  'refunded',
  'voided',
  'declined',
] as const
export const fulfilmentStatuses = [
  'unfulfilled',
  'partially-fulfilled',
  'fulfilled',
  'delivered',
  'returned',
] as const
export type OrderStatus = (typeof orderStatuses)[number]
export type PaymentStatus = (typeof paymentStatuses)[number]
export type FulfilmentStatus = (typeof fulfilmentStatuses)[number]

export const OrderLine = Type.Object({
  sku: Sku,
  productId: Type.String(),
  handle: Type.String(),
  title: Type.String(),
  options: Type.Array(Type.String()),
  image: Nullable(Type.String()),
  quantity: Quantity,
  unitPrice: Money,
  /** unitPrice × quantity. */
  total: Money,
  tax: Money,
  grams: Type.Integer(),
  tracked: Type.Boolean(),
  requiresShipping: Type.Boolean(),
})
export type OrderLine = Static<typeof OrderLine>

export const Totals = Type.Object({
  subtotal: Money,
  shipping: Money,
  taxes: Type.Array(Type.Object({ name: Type.String(), rateBp: Type.Integer(), amount: Money })),
  taxIncluded: Type.Boolean(),
  /** What is charged, to the cent. */
  total: Money,
})
export type Totals = Static<typeof Totals>

export const OrderShipment = Type.Object({
  id: Id,
  status: OneOf(['preparing', 'sent', 'delivered']),
  lines: Type.Array(ShipmentLine),
  /** What is captured for it: less than its price when some was captured before it. */
  amount: Money,
  /** The bank refused `amount`: it was not taken, and can be captured again. */
  captureFailed: Type.Optional(Type.Boolean()),
  trackingNumber: Nullable(Type.String()),
})
export type OrderShipment = Static<typeof OrderShipment>

export const OrderRefund = Type.Object({
  id: Type.String(),
  amount: Money,
  reason: Type.String(),
  status: OneOf(['asked', 'done', 'failed']),
  lines: Type.Array(ShipmentLine),
  returned: Type.Boolean(),
})
export type OrderRefund = Static<typeof OrderRefund>

export const OrderCapture = Type.Object({
  id: Type.String(),
  amount: Money,
  status: OneOf(['asked', 'done', 'failed']),
})
export type OrderCapture = Static<typeof OrderCapture>

export const TimelineEntry = Type.Object({
  at: Instant,
  what: Type.String(),
  detail: Type.Optional(Type.String()),
})
export type TimelineEntry = Static<typeof TimelineEntry>

export const OrderView = Type.Object({
  id: Id,
  number: Type.String(),
  version: Type.Integer(),
  cartId: Id,
  placedAt: Instant,
  status: OneOf(orderStatuses),
  paymentStatus: OneOf(paymentStatuses, {
    description:
      'Shipped and taken in part it stays `authorized`: `captured` is how much was taken so far.',
  }),
  fulfilmentStatus: OneOf(fulfilmentStatuses),
  /** Why it is where it is, when it did not go the usual way: `sold-out`, `payment-declined`, … */
  reason: Nullable(Type.String()),
  /** For `sold-out`: of what there was too little. */
  soldOut: Type.Array(Sku),
  email: Type.String(),
  shippingAddress: Address,
  billingAddress: Address,
  shippingMethod: MethodCode,
  currency: CurrencyCode,
  lines: Type.Array(OrderLine),
  subtotal: Money,
  shipping: Money,
  taxes: Totals.properties.taxes,
  taxIncluded: Type.Boolean(),
  total: Money,
  captured: Money,
  refunded: Money,
  shipments: Type.Array(OrderShipment),
  /** Those made by hand; parcels have their own. */
  captures: Type.Array(OrderCapture),
  refunds: Type.Array(OrderRefund),
  timeline: Type.Array(TimelineEntry),
})
export type OrderView = Static<typeof OrderView>

export const Note = Type.Object({ at: Instant, text: Type.String() })
export type Note = Static<typeof Note>
export const AdminOrderView = Type.Intersect([OrderView, Type.Object({ notes: Type.Array(Note) })])

/** A cart becomes at most one order: the order's id follows from the cart's. */
export const orderIdOf = (cartId: string): string => siblingId('ord', cartId)

/** What people read aloud: `K3J7Q-81Z0M`. */
export function orderNumberOf(orderId: string): string {
  const letters = bodyOf(orderId).slice(0, 10).toUpperCase()
  return `${letters.slice(0, 5)}-${letters.slice(5)}`
}

/** What a mail or a customer record says of an order. */
export interface OrderSummary {
  readonly orderId: string
  readonly number: string
  readonly email: string
  readonly name: string
  readonly placedAt: string
  /** Absent where nobody said: then it is English. */
  readonly language?: Language
  readonly lines: readonly Pick<OrderLine, 'title' | 'options' | 'quantity' | 'total'>[]
  readonly totals: Totals
}

/** What analytics counts of an order. */
export interface SoldOrder {
  readonly id: string
  readonly placedAt: string
  readonly status: OrderStatus
  readonly total: Static<typeof Money>
  readonly refunded: Static<typeof Money>
  readonly lines: readonly Pick<OrderLine, 'productId' | 'quantity' | 'total'>[]
}

/** In the order asked, those not found left out. */
export const ordersById = defineQuery<{ readonly ids: readonly string[] }, readonly SoldOrder[]>(
  'orders.orders-by-id',
)
/** The newest first, page by page, back to an instant. */
export const ordersSince = defineQuery<
  { readonly since: string; readonly cursor?: string; readonly limit: number },
  { readonly items: readonly SoldOrder[]; readonly next: string | null }
>('orders.orders-since')

/** The order names nobody but on its invoice. */
export interface OrderPersonForgotten {
  readonly type: 'orders.person-forgotten'
  readonly at: string
  readonly placedAt: string
  /** Payments that were tried. */
  readonly attempts: number
  readonly shipmentIds: readonly string[]
  readonly refundIds: readonly string[]
}

interface About {
  readonly at: string
  readonly order: OrderSummary
}
export interface OrderConfirmed extends About {
  readonly type: 'orders.order-confirmed'
}
export interface OrderRejected extends About {
  readonly type: 'orders.order-rejected'
  readonly reason: string
  readonly soldOut: readonly string[]
}
export interface OrderCancelled extends About {
  readonly type: 'orders.order-cancelled'
  readonly reason: string
}
export interface PaymentDeclined extends About {
  readonly type: 'orders.payment-declined'
  readonly attempt: number
  readonly reason: string
}
export interface ShipmentSent extends About {
  readonly type: 'orders.shipment-sent'
  readonly shipment: OrderShipment
  /** Of its lines, those whose stock is counted. */
  readonly tracked: readonly { readonly sku: string; readonly quantity: number }[]
}
export interface OrderRefunded extends About {
  readonly type: 'orders.order-refunded'
  readonly refundId: string
  readonly amount: Static<typeof Money>
  readonly reason: string
}

/** The orders under a mail address, the newest first. */
export const ordersOf = defineQuery<
  {
    readonly email: string
    readonly cursor?: string | undefined
    readonly limit?: number | undefined
  },
  { readonly items: readonly OrderView[]; readonly next: string | null }
>('orders.of')
