import { plural } from '#apps/console/app/format.ts'
import type { Order } from '#apps/console/orders/order-queries.ts'
import type { OpenUnits } from '#apps/console/orders/units-picker.tsx'

type Parts = readonly { readonly lines: readonly { sku: string; quantity: number }[] }[]

/** What is left to send. */
export function unshippedUnits({ lines, shipments }: Order): readonly OpenUnits[] {
  return open(lines, (line) => line.quantity - unitsIn(shipments, line.sku))
}

/** What was sent and not paid back; for a parcel that the bank refused to pay there is nothing to give back. */
export function refundableUnits(order: Order): readonly OpenUnits[] {
  const { lines, shipments, refunds } = order
  const owes = capturableAmount(order) > 0
  const sent = shipments.filter(
    ({ status, captureFailed }) => status !== 'preparing' && !(owes && captureFailed),
  )
  const counting = refunds.filter(({ status }) => status !== 'failed')
  return open(lines, ({ sku }) => unitsIn(sent, sku) - unitsIn(counting, sku))
}

/** In minor units: captured, and neither paid back nor about to be. */
export function refundableAmount({ captured, refunds }: Order): number {
  const counting = refunds.filter(({ status }) => status !== 'failed')
  return captured.amount - counting.reduce((sum, { amount }) => sum + amount.amount, 0)
}

/** In minor units: authorized, and taken by no parcel and no capture; what the bank refused is not taken. */
export function capturableAmount({ status, total, shipments, captures }: Order): number {
  if (status !== 'confirmed' && status !== 'completed') return 0
  const taking = [
    ...shipments.filter(({ captureFailed }) => !captureFailed),
    ...captures.filter((each) => each.status !== 'failed'),
  ]
  return taking.reduce((left, { amount }) => left - amount.amount, total.amount)
}

/** Vouchers and the like are delivered as soon as they are shipped: no carrier is asked. */
export function needsParcel({ lines }: Order, units: Parts[number]['lines']): boolean {
  const skus = new Set(units.map(({ sku }) => sku))
  return lines.some(({ sku, requiresShipping }) => requiresShipping && skus.has(sku))
}

export function headOf(order: Order, { lines, status }: Order['shipments'][number]): string {
  const count = plural(
    lines.reduce((sum, { quantity }) => sum + quantity, 0),
    'unit',
  )
  return needsParcel(order, lines)
    ? `Parcel of ${count}, ${status}`
    : `${count} without a parcel, ${status}`
}

/** Null when there is nothing to follow. */
export function trackingOf(order: Order, shipment: Order['shipments'][number]): string | null {
  const { lines, status, trackingNumber } = shipment
  if (trackingNumber !== null) return `Tracking ${trackingNumber}`
  return status === 'preparing' || needsParcel(order, lines) ? 'The label is being bought' : null
}

/** While the bank is asked to capture, the order can be neither shipped nor cancelled. */
const isCapturing = ({ captures }: Order): boolean =>
  captures.some(({ status }) => status === 'asked')

export const isShippable = (order: Order): boolean =>
  order.status === 'confirmed' && !isCapturing(order) && unshippedUnits(order).length > 0

export const isCancellable = (order: Order): boolean =>
  (order.status === 'pending' || order.status === 'confirmed') &&
  !isCapturing(order) &&
  order.shipments.length === 0

function open(lines: Order['lines'], most: (line: Order['lines'][number]) => number) {
  return lines
    .map((line) => ({ sku: line.sku, title: titleOf(line), most: most(line) }))
    .filter((each) => each.most > 0)
}

export const titleOf = ({ title, options }: Order['lines'][number]): string =>
  [title, ...options].join(' · ')

function unitsIn(parts: Parts, wanted: string): number {
  return parts
    .flatMap(({ lines }) => lines)
    .reduce((sum, { sku, quantity }) => sum + (sku === wanted ? quantity : 0), 0)
}
