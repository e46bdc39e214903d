import { orderRefusals } from '#services/orders/contract.ts'
import { follow } from '#services/orders/follow.ts'
import { fulfilment } from '#services/orders/fulfilment.ts'
import type { Decision, Cancel, PlacedOrder } from '#services/orders/order-model.ts'
import { isDeclined } from '#services/orders/pay.ts'
import { summaryOf } from '#services/orders/order-summary.ts'

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
  const moved = fulfilment.stop(state.progress, state, reason)
  if (moved.outcome.is !== 'waiting') return follow(state, moved, at)
  return [...moved.events, { type: 'orders.cancel-requested', at, reason }]
}
