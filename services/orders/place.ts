import { digest } from '#kernel/core/id.ts'
import { evolveOrder } from '#services/orders/evolve-order.ts'
import { fulfilment } from '#services/orders/fulfilment.ts'
import { follow } from '#services/orders/follow.ts'
import type { OrderEvent, OrderPlaced, Place, PlacedOrder } from '#services/orders/order-model.ts'
import { summaryOf } from '#services/orders/order-summary.ts'
import { screen } from '#services/orders/screen.ts'

export function place({ at, content, payment }: Place): readonly OrderEvent[] {
  const placed: OrderPlaced = {
    type: 'orders.order-placed',
    at,
    content,
    method: payment.method,
    tokenDigest: digest(payment.token),
    fleeting: { token: payment.token },
  }
  const reason = screen(content)
  if (reason !== null) {
    const order = summaryOf({ ...content, placedAt: at })
    return [placed, { type: 'orders.order-rejected', at, order, reason, soldOut: [] }]
  }
  const state = evolveOrder({ is: 'unplaced' }, placed) as PlacedOrder
  return [placed, ...follow(state, fulfilment.start(state.progress, state), at)]
}
