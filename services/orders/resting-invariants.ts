// What holds of all orders once everything has come to rest: against what people were told, what the
// bank has on its books, and what the shares of stock say of units.

import { siblingId } from '#kernel/core/id.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { BookEntry } from '#kernel/ports/payment-provider.ts'
import type { AtRest, Invariant } from '#kernel/service/workload.ts'
import { skuOf, type StockEvent } from '#services/inventory/contract.ts'
import type { OrderStatus } from '#services/orders/contract.ts'
import { refundedOf } from '#services/orders/evolve-order.ts'
import { stockOf } from '#services/orders/fulfilment.ts'
import { mayBecome, type OrderDocument } from '#services/orders/lasting-invariants.ts'
import type { PlacedOrder } from '#services/orders/order-model.ts'
import { cameBack } from '#services/orders/returned.ts'
import { takenAhead } from '#services/orders/taken-ahead.ts'
import { unitsIn } from '#services/orders/units.ts'
import type { ShipmentLine } from '#services/shipping/contract.ts'

interface Known {
  readonly id: string
  readonly version: number
  readonly order: PlacedOrder
}

export const restingInvariants: readonly Invariant[] = [
  {
    name: 'what somebody was told of an order is so, or became something later',
    promise: 'P1',
    atRest: async (platform) => toldOtherwise(platform),
  },
  {
    name: 'who asks again in the same region is never shown an older order',
    promise: 'P1',
    atRest: async (platform) =>
      platform
        .notes('orders.went-back')
        .map(
          ({ id, region, from, to }) =>
            `${String(region)} showed order ${String(id)} at ${String(from)}, then at ${String(to)}`,
        ),
  },
  {
    name: 'an order that somebody was given is found',
    promise: 'P1',
    atRest: async (platform) =>
      platform.notes('orders.denied').map(({ id }) => `order ${String(id)} was said not to exist`),
  },
  {
    name: 'an order is cancelled only when somebody asked for it',
    promise: 'P1',
    atRest: async (platform) => cancelledByNobody(platform),
  },
  {
    name: 'a note that staff was told of is kept, once',
    promise: 'P1',
    atRest: async (platform) => notesAstray(platform),
  },
  {
    name: 'nobody is turned away for asking again',
    promise: 'P3',
    atRest: async (platform) =>
      platform
        .notes('orders.turned-away')
        .map(({ code, detail }) => `somebody was refused with ${String(code)}: ${String(detail)}`),
  },
  {
    name: 'a cart becomes at most one order, by whatever keys it was sent',
    promise: 'P3',
    atRest: async (platform) => ordersOfOneCart(platform),
  },
  {
    name: 'a confirmed order has one charge of its total, and no other order has one',
    promise: 'P3',
    atRest: async (platform) => chargesAstray(platform),
  },
  {
    name: 'the bank took and gave back what the order says',
    promise: 'P5',
    atRest: async (platform) => booksDiffer(platform),
  },
  {
    name: 'what was taken is the price of the parcels that were sent',
    promise: 'P5',
    atRest: async (platform) => ordersIn(platform).flatMap(parcelsUnpaid),
  },
  {
    name: 'a parcel carries what needs one, and nothing else',
    promise: 'P6',
    atRest: async (platform) => parcelsMixedUp(platform),
  },
  {
    name: 'who agreed to a total was charged that total',
    promise: 'P5',
    atRest: async (platform) =>
      platform
        .notes('orders.agreed')
        .filter(({ shown, charged }) => shown !== charged)
        .map(
          ({ id, shown, charged }) =>
            `order ${String(id)} was agreed at ${String(shown)} and costs ${String(charged)}`,
        ),
  },
  {
    name: 'every unit promised is held by an order that stands, and every unit shipped was sent',
    promise: 'P2',
    atRest: async (platform) => unitsAstray(platform),
  },
  {
    name: 'every unit that was taken back is in stock again, once',
    promise: 'P2',
    atRest: async (platform) => returnsAstray(platform),
  },
  {
    name: 'every order is settled at rest',
    promise: 'P6',
    atRest: async (platform) => ordersIn(platform).flatMap(unsettled),
  },
  {
    name: 'the cart of every order knows that it was ordered',
    promise: 'P6',
    atRest: async (platform) => cartsLeftOpen(platform),
  },
]

function ordersIn(platform: AtRest): readonly Known[] {
  const documents = platform.documents('order') as readonly OrderDocument[]
  return documents.flatMap(({ id, version, state }) =>
    state.is === 'placed' ? [{ id, version, order: state }] : [],
  )
}

const byId = (platform: AtRest): ReadonlyMap<string, Known> =>
  new Map(ordersIn(platform).map((known) => [known.id, known]))

function toldOtherwise(platform: AtRest): readonly string[] {
  const orders = byId(platform)
  return platform.notes('orders.told').flatMap((told) => {
    const id = String(told['id'])
    const known = orders.get(id)
    const was = told['status'] as OrderStatus
    if (known === undefined) return [`order ${id} was shown as ${was} and is lost`]
    const { status, totals } = known.order
    const total = totals.total.amount
    if (!mayBecome(was, status)) return [`order ${id} was shown as ${was} and is ${status}`]
    if (known.version < Number(told['version'])) {
      return [`order ${id} was shown at version ${String(told['version'])}, is at ${known.version}`]
    }
    return total === told['total']
      ? []
      : [`order ${id} was shown with a total of ${String(told['total'])}, and costs ${total}`]
  })
}

function cancelledByNobody(platform: AtRest): readonly string[] {
  const asked = new Set(platform.notes('orders.cancelling').map(({ id }) => id))
  return ordersIn(platform)
    .filter(({ id, order }) => order.status === 'cancelled' && !asked.has(id))
    .map(({ id }) => `order ${id} is cancelled, and nobody asked for it`)
}

function notesAstray(platform: AtRest): readonly string[] {
  const orders = byId(platform)
  return platform.notes('orders.noted').flatMap(({ id, text }) => {
    const notes = orders.get(String(id))?.order.notes ?? []
    const times = notes.filter((note) => note.text === text).length
    return times === 1
      ? []
      : [`order ${String(id)} holds the note "${String(text)}" ${times} times`]
  })
}

function ordersOfOneCart(platform: AtRest): readonly string[] {
  const told = platform.notes('orders.told').map(({ id, cartId }) => [cartId, id] as const)
  const held = ordersIn(platform).map(({ id, order }) => [order.cartId, id] as const)
  const byCart = Map.groupBy([...told, ...held], ([cartId]) => String(cartId))
  return [...byCart].flatMap(([cartId, pairs]) => {
    const ids = [...new Set(pairs.map(([, id]) => String(id)))]
    return ids.length > 1 ? [`cart ${cartId} became ${ids.join(' and ')}`] : []
  })
}

const isSold = ({ order: { status } }: Known): boolean =>
  status === 'confirmed' || status === 'completed'

function standingCharges(platform: AtRest): ReadonlyMap<string, readonly BookEntry[]> {
  const standing = platform.outside.charges.filter(({ voided }) => !voided)
  return Map.groupBy(standing, ({ paymentId }) => siblingId('ord', paymentId))
}

function chargesAstray(platform: AtRest): readonly string[] {
  const charges = standingCharges(platform)
  const orders = byId(platform)
  const unpaid = [...orders.values()].flatMap(({ id, order }) => {
    const sold = isSold({ id, version: 0, order })
    const known = (charges.get(id) ?? []).filter((charge) => sold || !isGivenBack(charge))
    const wanted = sold && order.totals.total.amount > 0 ? 1 : 0
    if (known.length !== wanted) {
      return [`order ${id} is ${order.status} and has ${known.length} charges at the bank`]
    }
    const { total } = order.totals
    const wrong = known.find(({ authorized }) => !same(authorized, total))
    return wrong
      ? [`order ${id} costs ${total.amount}, and the bank holds ${wrong.authorized.amount}`]
      : []
  })
  const strange = [...charges.keys()]
    .filter((id) => !orders.has(id))
    .map((id) => `the bank holds a charge for order ${id}, which does not exist`)
  return [...unpaid, ...strange]
}

/** Captured by hand and refunded when its order was cancelled: what was left of it lapses. */
const isGivenBack = ({ captured, refunded }: BookEntry): boolean =>
  captured.amount > 0 && same(captured, refunded)

const same = (
  one: { readonly amount: number; readonly currency: string },
  other: { readonly amount: number; readonly currency: string },
): boolean => one.amount === other.amount && one.currency === other.currency

function booksDiffer(platform: AtRest): readonly string[] {
  const charges = standingCharges(platform)
  return ordersIn(platform).flatMap(({ id, order }) => {
    const books = (what: 'captured' | 'refunded') =>
      sum((charges.get(id) ?? []).map((entry) => entry[what].amount))
    return (['captured', 'refunded'] as const).flatMap((what) => {
      const ours = (what === 'captured' ? order.captured : refundedOf(order)).amount
      return ours === books(what)
        ? []
        : [`order ${id}: ${ours} was ${what}, and ${books(what)} by the bank's books`]
    })
  })
}

function parcelsUnpaid({ id, order }: Known): readonly string[] {
  const taking = sentOf(order).filter(({ captureFailed }) => !captureFailed)
  const price = sum(taking.map(({ amount }) => amount.amount))
  return price + takenAhead(order) === order.captured.amount
    ? []
    : [`order ${id}: parcels worth ${price} were sent, and ${order.captured.amount} was captured`]
}

const sentOf = ({ shipments }: PlacedOrder) =>
  shipments.filter(({ status }) => status !== 'preparing')

function parcelsMixedUp(platform: AtRest): readonly string[] {
  const parcels = new Map(
    (platform.documents('shipment') as readonly StoredDocument<Carried>[]).map(({ id, state }) => [
      id,
      unitsOf(state.lines ?? []),
    ]),
  )
  return ordersIn(platform).flatMap(({ order: { lines, shipments } }) => {
    const travel = new Set(lines.filter((line) => line.requiresShipping).map(({ sku }) => sku))
    return shipments.flatMap((shipment) => {
      const due = unitsOf(shipment.lines.filter(({ sku }) => travel.has(sku)))
      const carried = parcels.get(shipment.id) ?? unitsOf([])
      return carried === due ? [] : [`parcel ${shipment.id} carries ${carried}; it is due ${due}`]
    })
  })
}

/** What is read of a shipment here. */
interface Carried {
  readonly lines?: readonly ShipmentLine[]
}

const unitsOf = (lines: readonly ShipmentLine[]): string =>
  lines.map(({ sku, quantity }) => `${quantity} ${sku}`).join(', ') || 'nothing'

/** By the stock's own events: units that each order took, gave back and sent. */
function unitsAstray(platform: AtRest): readonly string[] {
  const held = new Map<string, { reserved: number; shipped: number }>()
  for (const { id } of platform.documents('stock')) {
    for (const { type, data } of platform.history('stock', id)) {
      const event = { ...data, type } as StockEvent
      if (
        event.type !== 'inventory.reserved' &&
        event.type !== 'inventory.released' &&
        event.type !== 'inventory.shipped'
      )
        continue
      const place = `${event.orderId} ${id}`
      const units = held.get(place) ?? { reserved: 0, shipped: 0 }
      units.reserved += event.type === 'inventory.reserved' ? event.quantity : -event.quantity
      if (event.type === 'inventory.shipped') units.shipped += event.quantity
      held.set(place, units)
    }
  }
  const says: string[] = []
  for (const known of ordersIn(platform)) {
    for (const { sku, quantity, tracked } of known.order.lines) {
      if (!tracked) continue
      const place = `${known.id} ${stockOf(known, sku)}`
      const { reserved, shipped } = held.get(place) ?? { reserved: 0, shipped: 0 }
      held.delete(place)
      const sent = unitsIn(sentOf(known.order), sku)
      const wanted = isSold(known) ? quantity - sent : 0
      if (reserved !== wanted || shipped !== sent) {
        says.push(
          `order ${known.id} is ${known.order.status}: of ${quantity} ${sku} stock holds ` +
            `${reserved} for it and has shipped ${shipped}; the order sent ${sent}`,
        )
      }
    }
  }
  for (const [place, { reserved, shipped }] of held) {
    const [orderId = '', stock = ''] = place.split(' ', 2)
    if (reserved === 0 && shipped === 0) continue
    says.push(`stock holds ${reserved} ${skuOf(stock)} for ${orderId}, which did not order it`)
  }
  return says
}

function returnsAstray(platform: AtRest): readonly string[] {
  const back = new Map<string, number>()
  for (const { id } of platform.documents('stock')) {
    for (const { type, data } of platform.history('stock', id)) {
      const event = { ...data, type } as StockEvent
      if (event.type !== 'inventory.adjusted') continue
      const orderId = /^returned from (.+)$/.exec(event.reason)?.[1]
      if (orderId === undefined) continue
      const place = `${orderId} ${id}`
      back.set(place, (back.get(place) ?? 0) + event.by)
    }
  }
  return ordersIn(platform).flatMap(({ id, order }) =>
    order.lines.flatMap(({ sku, tracked }) => {
      const sent = unitsIn(sentOf(order), sku)
      const due = tracked ? Math.min(unitsIn([{ lines: cameBack(order) }], sku), sent) : 0
      const units = back.get(`${id} ${stockOf({ id }, sku)}`) ?? 0
      return units === due
        ? []
        : [`order ${id}: ${due} ${sku} were taken back, and ${units} put into stock again`]
    }),
  )
}

function unsettled({ id, order }: Known): readonly string[] {
  const { status, paymentStatus, progress, shipments, refunds } = order
  const open = [
    ...(status === 'pending' ? [`is still pending, its payment ${paymentStatus}`] : []),
    ...(progress.phase === 'running' ? [`still waits for ${progress.step}`] : []),
    ...(status === 'cancelled' && paymentStatus === 'authorized'
      ? ['is cancelled and its payment not voided']
      : []),
    ...shipments
      .filter((shipment) => shipment.status === 'preparing')
      .map((shipment) => `still prepares shipment ${shipment.id}`),
    ...refunds
      .filter((refund) => refund.status === 'asked')
      .map((refund) => `still waits for ${refund.id}`),
  ]
  return open.map((says) => `order ${id} ${says}`)
}

function cartsLeftOpen(platform: AtRest): readonly string[] {
  return ordersIn(platform).flatMap(({ id, order: { cartId } }) => {
    const ordered = platform
      .history('cart', cartId)
      .filter(({ type, data }) => type === 'cart.cart-ordered' && data['orderId'] === id)
    return ordered.length === 1
      ? []
      : [`cart ${cartId} was told ${ordered.length} times that it became order ${id}`]
  })
}

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0)
