import { invariant } from '#kernel/core/fault.ts'
import type { Instant } from '#kernel/core/instant.ts'
import { orderRefusals } from '#services/orders/contract.ts'
import type { OrderLine, OrderShipment } from '#services/orders/contract.ts'
import type {
  Decision,
  OrderEvent,
  PlacedOrder,
  RecordCapture,
  RecordShipmentDelivered,
  RecordShipmentSent,
  Ship,
} from '#services/orders/order-model.ts'
import { summaryOf } from '#services/orders/order-summary.ts'
import { dueFor, isCapturing } from '#services/orders/taken-ahead.ts'
import { isAll, merged, unshipped } from '#services/orders/units.ts'
import { shipmentIdOf, type ShipmentLine } from '#services/shipping/contract.ts'

export function ship(state: PlacedOrder, { at, lines }: Ship): Decision {
  if (state.status !== 'confirmed') {
    return orderRefusals.notShippable(`The order is ${state.status}.`)
  }
  // Whether it comes to be taken decides what the parcel still takes.
  if (isCapturing(state)) return orderRefusals.notShippable('The bank is being asked to capture.')
  const left = unshipped(state)
  const units = lines === null ? left : merged(lines)
  if (units.length === 0) return orderRefusals.notShippable('Everything has been shipped.')
  for (const { sku, quantity } of units) {
    const open = left.find((line) => line.sku === sku)?.quantity ?? 0
    if (quantity > open) {
      return orderRefusals.notShippable(`Of ${sku}, ${open} can be shipped.`, '/lines')
    }
  }
  const shipment: OrderShipment = {
    id: shipmentIdOf(state.id, state.shipments.length + 1),
    status: 'preparing',
    lines: [...units],
    amount: dueFor(state, units),
    trackingNumber: null,
  }
  const parcel = units.filter(({ sku }) => lineOf(state, sku).requiresShipping)
  const grams = parcel.reduce(
    (sum, { sku, quantity }) => sum + lineOf(state, sku).grams * quantity,
    0,
  )
  const { shippingAddress: to, shippingMethod: method } = state
  const tracked = trackedOf(state, units)
  const requested: OrderEvent = {
    type: 'orders.shipment-requested',
    at,
    shipment,
    to,
    method,
    grams,
    parcel,
    tracked,
  }
  if (parcel.length > 0) return [requested]
  // No carrier will ever tell of it.
  const after = { ...state, shipments: [...state.shipments, shipment] }
  return [requested, ...deliveredWith(after, shipment.id, at)]
}

export function recordSent(
  state: PlacedOrder,
  { at, shipmentId, trackingNumber }: RecordShipmentSent,
): readonly OrderEvent[] {
  const known = state.shipments.find(({ id }) => id === shipmentId)
  if (known === undefined || known.trackingNumber !== null) return []
  // The news of its delivery may have come first.
  const status = known.status === 'delivered' ? 'delivered' : 'sent'
  const shipment: OrderShipment = { ...known, status, trackingNumber }
  const tracked = trackedOf(state, known.lines)
  return [{ type: 'orders.shipment-sent', at, order: summaryOf(state), shipment, tracked }]
}

export function recordDelivered(
  state: PlacedOrder,
  { at, shipmentId }: RecordShipmentDelivered,
): readonly OrderEvent[] {
  const known = state.shipments.find(({ id }) => id === shipmentId)
  return known === undefined || known.status === 'delivered'
    ? []
    : deliveredWith(state, shipmentId, at)
}

function deliveredWith(state: PlacedOrder, shipmentId: string, at: Instant): readonly OrderEvent[] {
  const delivered = state.shipments.filter(
    ({ id, status }) => id === shipmentId || status === 'delivered',
  )
  const completes = state.status === 'confirmed' && isAll(state, delivered)
  return [
    { type: 'orders.shipment-delivered', at, shipmentId },
    ...(completes ? [{ type: 'orders.order-completed', at } as const] : []),
  ]
}

export function recordCapture(
  _state: PlacedOrder,
  { at, shipmentId, amount, failed }: RecordCapture,
): readonly OrderEvent[] {
  return failed === null
    ? [{ type: 'orders.payment-captured', at, shipmentId, amount }]
    : [{ type: 'orders.capture-failed', at, shipmentId, reason: failed }]
}

const trackedOf = (state: PlacedOrder, lines: readonly ShipmentLine[]): readonly ShipmentLine[] =>
  lines.filter(({ sku }) => lineOf(state, sku).tracked)

function lineOf({ lines }: PlacedOrder, sku: string): OrderLine {
  const line = lines.find((other) => other.sku === sku)
  invariant(line, `${sku} is not part of the order`)
  return line
}
