import type { Instant } from '#kernel/core/instant.ts'
import type { Moved, Outcome } from '#kernel/events/saga.ts'
import type { OrderEvent, PlacedOrder } from '#services/orders/order-model.ts'
import { summaryOf } from '#services/orders/order-summary.ts'

/** What the end of fulfilment's steps means for the order. */
export function follow(
  state: PlacedOrder,
  { events, outcome }: Moved<'orders'>,
  at: Instant,
): readonly OrderEvent[] {
  return [...events, ...meaning(state, outcome, at)]
}

function meaning(state: PlacedOrder, outcome: Outcome, at: Instant): readonly OrderEvent[] {
  const order = summaryOf(state)
  if (outcome.is === 'finished') return [{ type: 'orders.order-confirmed', at, order }]
  if (outcome.is !== 'undone') return []
  if (outcome.stopping !== null) {
    return [{ type: 'orders.order-cancelled', at, order, reason: outcome.stopping }]
  }
  if (outcome.step === 'authorize') {
    const { attempt } = state.progress
    const reason = outcome.refused[0]?.reason ?? 'declined'
    return [{ type: 'orders.payment-declined', at, order, attempt, reason }]
  }
  const soldOut = outcome.refused.filter(({ reason }) => reason === 'sold-out')
  const short = soldOut.length > 0 ? soldOut : outcome.refused
  return [
    {
      type: 'orders.order-rejected',
      at,
      order,
      reason: short[0]?.reason ?? 'sold-out',
      soldOut: short.map(({ key }) => key),
    },
  ]
}
