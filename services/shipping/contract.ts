// The words of shipping: where the shop delivers, at what price, and the parcels on their way.

import { defineRefusals, type Command } from '#kernel/core/decider.ts'
import { siblingId } from '#kernel/core/id.ts'
import { days, type Instant } from '#kernel/core/instant.ts'
import type { Money as MoneyValue } from '#kernel/core/money.ts'
import { defineQuery } from '#kernel/core/query.ts'
import {
  CountryCode,
  Id,
  Instant as InstantSchema,
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

export const keepShippingEvents = days(90)

/** The code to order with when nothing in the cart is sent. */
export const nothingToShip = 'none'

export const shippingRefusals = defineRefusals('shipping', {
  badSignature: {
    kind: 'forbidden',
    title: 'The signature does not fit',
    advice: 'Sign timestamp and body with the shared secret, within five minutes.',
  },
  notFound: { kind: 'not-found', title: 'There is no such shipment' },
  cartNotFound: { kind: 'not-found', title: 'There is no such cart' },
  countryMissing: {
    kind: 'invalid',
    title: 'The country of delivery is not known',
    advice: 'Give ?country=SG, or ?cartId= of a cart with a country.',
  },
  zonesUnclear: {
    kind: 'invalid',
    title: 'The zones cannot be told apart',
    advice: 'Name each country once, and each method once in a zone.',
  },
})

const Line = (maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[^\\u0000-\\u001f\\u007f]*\\S[^\\u0000-\\u001f\\u007f]*$',
  })

export const Address = Strict({
  name: Line(200),
  line1: Line(120),
  line2: Type.Optional(Line(70)),
  city: Line(120),
  region: Type.Optional(Line(120)),
  /** Empty where a country has none. */
  postalCode: Type.String({ maxLength: 20, pattern: '^[^\\u0000-\\u001f\\u007f]*$' }),
  country: CountryCode,
  phone: Type.Optional(Line(40)),
})
export type Address = Static<typeof Address>

/** In the place of a name or a street that is forgotten. */
export const forgottenText = '[erased]'
/** What is left of an address when its person is forgotten: what tax was worked out from. */
export const placeOf = ({ country, region }: Address): Address => ({
  name: forgottenText,
  line1: forgottenText,
  city: forgottenText,
  ...(region === undefined ? {} : { region }),
  postalCode: '',
  country,
})

export const MethodCode = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' })

export const ShippingMethod = Type.Object({
  code: MethodCode,
  title: Type.String(),
  price: Money,
  /** Working days until it arrives. */
  days: Type.Object({ from: Type.Integer(), to: Type.Integer() }),
})
export type ShippingMethod = Static<typeof ShippingMethod>

/** Room for a price in every currency. */
const pricesMax = 100

const Rate = Strict({
  code: MethodCode,
  title: Type.String({ minLength: 1, maxLength: 120 }),
  /** In the shop's own currency first, then any others set by hand. */
  prices: Type.Array(Price, { minItems: 1, maxItems: pricesMax }),
  /** On top for each kilogram begun after the first. */
  pricesPerKilogram: Type.Optional(Type.Array(Price, { minItems: 1, maxItems: pricesMax })),
  /** Free from this subtotal on. */
  freeFrom: Type.Optional(Type.Array(Price, { minItems: 1, maxItems: pricesMax })),
  days: Strict({
    from: Type.Integer({ minimum: 0, maximum: 365 }),
    to: Type.Integer({ minimum: 0, maximum: 365 }),
  }),
})
export type Rate = Static<typeof Rate>

export const Zone = Strict({
  name: Type.String({ minLength: 1, maxLength: 120 }),
  /** Null: every country that no other zone names. */
  countries: Nullable(Type.Array(CountryCode, { minItems: 1, maxItems: 250 })),
  rates: Type.Array(Rate, { minItems: 1, maxItems: 20 }),
})
export type Zone = Static<typeof Zone>
export const Zones = Strict({ zones: Type.Array(Zone, { minItems: 1, maxItems: 100 }) })

export const ShipmentLine = Strict({ sku: Sku, quantity: Quantity })
export type ShipmentLine = Static<typeof ShipmentLine>

export const ShipmentView = Type.Object({
  id: Id,
  orderId: Id,
  status: OneOf(['preparing', 'sent', 'delivered']),
  method: MethodCode,
  lines: Type.Array(ShipmentLine),
  trackingNumber: Nullable(Type.String()),
  labelUrl: Nullable(Type.String()),
  history: Type.Array(Type.Object({ at: InstantSchema, says: Type.String() })),
})
export type ShipmentView = Static<typeof ShipmentView>

export const CarrierNotice = Strict({
  /** Unique per notice. */
  id: Type.String({ minLength: 1, maxLength: 200 }),
  type: Type.String({ minLength: 1, maxLength: 100 }),
  at: InstantSchema,
  data: Type.Object({
    shipmentId: Id,
    trackingNumber: Type.String({ minLength: 1, maxLength: 200 }),
    status: OneOf(['label_created', 'in_transit', 'delivered']),
  }),
})
export type CarrierNotice = Static<typeof CarrierNotice>

export const shipmentIdOf = (orderId: string, number: number): string =>
  `${siblingId('shp', orderId)}-${number}`

export interface CreateShipment extends Command {
  readonly type: 'create'
  readonly orderId: string
  readonly method: string
  readonly to: Address
  readonly lines: readonly ShipmentLine[]
  readonly grams: number
}
export interface RecordLabel extends Command {
  readonly type: 'record-label'
  readonly trackingNumber: string
  readonly labelUrl: string
}
export interface RecordTracking extends Command {
  readonly type: 'record-tracking'
  readonly notice: CarrierNotice
}
export interface ForgetRecipient extends Command {
  readonly type: 'forget-recipient'
}
export type ShipmentCommand = CreateShipment | RecordLabel | RecordTracking | ForgetRecipient

export interface ShipmentCreated {
  readonly type: 'shipping.shipment-created'
  readonly at: Instant
  readonly orderId: string
  readonly method: string
  readonly to: Address
  readonly lines: readonly ShipmentLine[]
  readonly grams: number
}
export interface ShipmentSent {
  readonly type: 'shipping.shipment-sent'
  readonly at: Instant
  readonly orderId: string
  readonly trackingNumber: string
  readonly labelUrl: string
}
export interface ShipmentTracked {
  readonly type: 'shipping.shipment-tracked'
  readonly at: Instant
  readonly status: CarrierNotice['data']['status']
}
export interface ShipmentDelivered {
  readonly type: 'shipping.shipment-delivered'
  readonly orderId: string
}
export interface RecipientForgotten {
  readonly type: 'shipping.recipient-forgotten'
}
export type ShipmentEvent =
  | ShipmentCreated
  | ShipmentSent
  | ShipmentTracked
  | ShipmentDelivered
  | RecipientForgotten

export interface SetZones extends Command {
  readonly type: 'set-zones'
  readonly zones: readonly Zone[]
}
export interface ZonesSet {
  readonly type: 'shipping.zones-set'
  readonly zones: readonly Zone[]
}

/** Empty when the shop does not deliver there. */
export const shippingMethods = defineQuery<
  {
    readonly country: string
    readonly currency: string
    readonly grams: number
    readonly subtotal: MoneyValue
  },
  readonly ShippingMethod[]
>('shipping.methods')
