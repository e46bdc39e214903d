import type { Instant } from '#kernel/core/instant.ts'
import { orderRefusals, type OrderRefund } from '#services/orders/contract.ts'
import { follow } from '#services/orders/follow.ts'
import { fulfilment } from '#services/orders/fulfilment.ts'
import type { Decision, Cancel, OrderEvent, PlacedOrder } from '#services/orders/order-model.ts'
import { isDeclined } from '#services/orders/pay.ts'
import { refundable } from '#services/orders/refund.ts'
import { summaryOf } from '#services/orders/order-summary.ts'
import { isCapturing } from '#services/orders/taken-ahead.ts'

export function cancel(state: PlacedOrder, { at, reason }: Cancel): Decision {
  if (state.status === 'cancelled') return []
  if (state.status === 'rejected' || state.status === 'completed') {
    return orderRefusals.notCancellable(`The order is ${state.status}.`)
  }
  if (state.shipments.length > 0) {
    return orderRefusals.notCancellable('Part of it is being shipped, or was.')
  }
  if (isDeclined(state)) {
    return [{ type: 'orders.order-cancelled', at, order: summaryOf(state), reason }]
  }
  if (isCapturing(state)) return orderRefusals.notCancellable('The bank is being asked to capture.')
  const moved = fulfilment.stop(state.progress, state, reason)
  if (moved.outcome.is !== 'waiting') return [...follow(state, moved, at), ...givenBack(state, at)]
  return [...moved.events, { type: 'orders.cancel-requested', at, reason }]
}

/** What was captured by hand; what was only authorized is voided by fulfilment. */
function givenBack(state: PlacedOrder, at: Instant): readonly OrderEvent[] {
  const amount = refundable(state)
  if (amount.amount === 0) return []
  const refund: OrderRefund = {
    id: `refund-${state.refunds.length + 1}`,
    amount,
    reason: 'The order was cancelled',
    status: 'asked',
    lines: [],
    returned: false,
  }
  return [{ type: 'orders.refund-requested', at, refund, restock: [] }]
}
