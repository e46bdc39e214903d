import type { Order } from '#apps/storefront/app/queries.ts'
import type { Words } from '#apps/storefront/words/en.ts'

export type OrderState = keyof Words['order']['states']

/** One word for the three statuses of an order, as a shopper sees it. */
export function stateOf(order: Order): OrderState {
  const { status, paymentStatus, fulfilmentStatus } = order
  if (paymentStatus === 'refunded') return 'refunded'
  if (status === 'rejected' || status === 'cancelled') return status
  if (paymentStatus === 'declined') return 'declined'
  if (status === 'completed' || fulfilmentStatus === 'delivered') return 'completed'
  if (fulfilmentStatus === 'unfulfilled') return status
  return fulfilmentStatus === 'partially-fulfilled' && !hasParcelLeft(order) ? status : 'sent'
}

/** Vouchers and the like are delivered without one. */
function hasParcelLeft({ lines, shipments }: Order): boolean {
  const travel = new Set(lines.flatMap((line) => (line.requiresShipping ? [line.sku] : [])))
  return shipments.some(
    (shipment) =>
      shipment.status !== 'preparing' && shipment.lines.some(({ sku }) => travel.has(sku)),
  )
}

/** Nothing more follows: the stream of its news ends. */
export function isOver({ status, paymentStatus, refunds }: Order): boolean {
  if (status !== 'cancelled') return status === 'rejected'
  const isHeld = paymentStatus === 'authorized' || paymentStatus === 'captured'
  return !isHeld && refunds.every((refund) => refund.status !== 'asked')
}

export function isCancellable({ status, shipments, reason }: Order): boolean {
  return (
    (status === 'pending' || status === 'confirmed') &&
    shipments.length === 0 &&
    reason !== 'cancelling'
  )
}

/** How many of the four steps are behind it. */
export function stepsDone(order: Order): number {
  const state = stateOf(order)
  return state === 'completed' ? 4 : state === 'sent' ? 3 : state === 'confirmed' ? 2 : 1
}
