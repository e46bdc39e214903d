import { follow } from '#services/orders/follow.ts'
import { fulfilment } from '#services/orders/fulfilment.ts'
import type { OrderEvent, PlacedOrder, RecordAnswer } from '#services/orders/order-model.ts'

export function recordAnswer(state: PlacedOrder, command: RecordAnswer): readonly OrderEvent[] {
  return follow(state, fulfilment.answer(state.progress, state, command), command.at)
}
