import { isRefusal, type Refusal } from '#kernel/core/decider.ts'
import { money } from '#kernel/core/money.ts'
import { CountryCode, CurrencyCode, Id, Strict, Type } from '#kernel/core/schema.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import { command, query } from '#kernel/service/route.ts'
import { withVersion } from '#kernel/service/with-version.ts'
import { cartById } from '#services/cart/contract.ts'
import { sellablesBySku } from '#services/catalog/contract.ts'
import { currenciesOffered, quote } from '#services/pricing/contract.ts'
import {
  CarrierNotice,
  shippingRefusals,
  ShippingMethod,
  ShipmentView,
  Zones,
} from '#services/shipping/contract.ts'
import { methodsFor, type Parcel } from '#services/shipping/methods.ts'
import { shipment, type ShipmentState } from '#services/shipping/shipment.ts'
import {
  readZones,
  shippingSettings,
  shippingSettingsId,
} from '#services/shipping/shipping-settings.ts'

export const routes = [
  query({
    method: 'GET',
    path: '/v1/shipping-methods',
    summary: 'How and at what price the shop delivers',
    query: Strict({
      country: Type.Optional(CountryCode),
      cartId: Type.Optional(Id),
      currency: Type.Optional(CurrencyCode),
    }),
    response: Type.Object({ items: Type.Array(ShippingMethod) }),
    handle: async (request, context) => {
      const { cartId, country, currency } = request.query
      const parcel =
        cartId === undefined
          ? await emptyParcel(country, currency, context)
          : await parcelOf(cartId, country, context)
      return isRefusal(parcel) ? parcel : { items: await methodsFor(parcel, context) }
    },
  }),

  query({
    method: 'GET',
    path: '/v1/admin/shipping-zones',
    permission: 'settings:read',
    summary: 'Where the shop delivers and at what price',
    response: Zones,
    handle: async (_request, context) => ({ zones: await readZones(context) }),
  }),

  command({
    method: 'PUT',
    path: '/v1/admin/shipping-zones',
    permission: 'settings:write',
    summary: 'Say where the shop delivers and at what price',
    body: Zones,
    response: Zones,
    aggregate: shippingSettings,
    target: (_request, context) => shippingSettingsId(context.homeFor('primary')),
    command: ({ body }) => ({ type: 'set-zones' as const, zones: body.zones }),
    answer: ({ state }) => ({ zones: state.zones }),
  }),

  query({
    method: 'GET',
    path: '/v1/admin/shipments/{id}',
    permission: 'orders:read',
    summary: 'Read a shipment',
    params: Strict({ id: Id }),
    response: ShipmentView,
    handle: async ({ params }, context) => {
      const found = await context.read(shipment, params.id)
      if (found === null) return shippingRefusals.notFound('Nothing is sent under this id.')
      return withVersion(shipmentView(found), found.version)
    },
  }),

  command({
    method: 'POST',
    path: '/v1/webhooks/carrier',
    summary: 'What the carrier tells of a parcel',
    body: CarrierNotice,
    response: Type.Object({ received: Type.Boolean() }),
    aggregate: shipment,
    target: ({ body }) => body.data.shipmentId,
    command: (request, { ports }) => {
      const timestamp = request.header('carrier-timestamp') ?? ''
      const signature = request.header('carrier-signature') ?? ''
      return ports.signatures.verify('carrier', request.rawBody ?? '', timestamp, signature)
        ? { type: 'record-tracking' as const, notice: request.body }
        : shippingRefusals.badSignature('The notice was not signed by the carrier.')
    },
    answer: () => ({ received: true }),
  }),
]

async function emptyParcel(
  country: string | undefined,
  currency: string | undefined,
  context: Context,
): Promise<Parcel | Refusal> {
  if (country === undefined) return shippingRefusals.countryMissing('Neither was given.')
  const known = currency ?? (await context.ask(currenciesOffered, {}))[0] ?? 'SGD'
  return { country, currency: known, grams: 0, subtotal: money(0, known) }
}

async function parcelOf(
  cartId: string,
  asked: string | undefined,
  context: Context,
): Promise<Parcel | Refusal> {
  const cart = await context.ask(cartById, { id: cartId })
  if (cart === null) return shippingRefusals.cartNotFound('No cart was made under this id.')
  const { currency } = cart
  const country = asked ?? cart.country
  if (country === null) return shippingRefusals.countryMissing('The cart has no country.')
  const sellables = await context.ask(sellablesBySku, { skus: cart.lines.map(({ sku }) => sku) })
  const lines = sellables.flatMap(({ sku, prices, taxClass, purchasable, ...sellable }) => {
    const quantity = cart.lines.find((line) => line.sku === sku)?.quantity ?? 0
    const grams = sellable.requiresShipping ? sellable.grams * quantity : 0
    return purchasable ? [{ sku, quantity, prices, taxClass, grams }] : []
  })
  const goods = await context.ask(quote, { currency, country, lines, shipping: null })
  return {
    country,
    currency,
    grams: lines.reduce((sum, { grams }) => sum + grams, 0),
    subtotal: goods?.subtotal ?? money(0, currency),
  }
}

function shipmentView({ id, state }: StoredDocument<ShipmentState>): ShipmentView {
  if (state.is === 'absent') throw new Error(`${id} is shown before it was made`)
  const { orderId, status, method, lines, trackingNumber, labelUrl, history } = state
  return {
    id,
    orderId,
    status,
    method,
    lines: [...lines],
    trackingNumber,
    labelUrl,
    history: [...history],
  }
}
