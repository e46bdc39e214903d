import type { Static } from '#kernel/core/schema.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { orderNumberOf, type AdminOrderView, type OrderView } from '#services/orders/contract.ts'
import { refundedOf } from '#services/orders/evolve-order.ts'
import type { OrderState, PlacedOrder } from '#services/orders/order-model.ts'

export function orderView({ id, version, state }: StoredDocument<OrderState>): OrderView {
  if (state.is === 'unplaced') throw new Error(`${id} is shown before it was placed`)
  const { totals } = state
  return {
    id,
    number: orderNumberOf(id),
    version,
    cartId: state.cartId,
    placedAt: state.placedAt,
    ...statusesOf(state),
    soldOut: [...state.soldOut],
    email: state.email,
    shippingAddress: state.shippingAddress,
    billingAddress: state.billingAddress,
    shippingMethod: state.shippingMethod,
    currency: totals.total.currency,
    lines: [...state.lines],
    ...totals,
    captured: state.captured,
    refunded: refundedOf(state),
    shipments: [...state.shipments],
    captures: [...(state.captures ?? [])],
    refunds: [...state.refunds],
    timeline: [...state.timeline],
  }
}

export function adminOrderView(
  document: StoredDocument<OrderState>,
): Static<typeof AdminOrderView> {
  const { state } = document
  return { ...orderView(document), notes: state.is === 'placed' ? [...state.notes] : [] }
}

export function statusesOf(
  state: PlacedOrder,
): Pick<OrderView, 'status' | 'paymentStatus' | 'fulfilmentStatus' | 'reason'> {
  const { status, paymentStatus, fulfilmentStatus, reason } = state
  return { status, paymentStatus, fulfilmentStatus, reason }
}
