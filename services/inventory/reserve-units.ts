import { epochMsOf, type Instant } from '#kernel/core/instant.ts'
import { evenOut, fill, requestForWaiting, withEvents } from '#services/inventory/ask-for-units.ts'
import {
  askAgainAfterMs,
  waitingMax,
  type CommitShipped,
  type Release,
  type Reserve,
  type StockEvent,
} from '#services/inventory/contract.ts'
import { sellableOf, type Share } from '#services/inventory/share.ts'

export function reserve(state: Share, command: Reserve): readonly StockEvent[] {
  const { orderId, attempt, quantity, at } = command
  const unlimited = !state.tracked || state.backorder
  if (unlimited || sellableOf(state) >= quantity) {
    return withEvents(
      state,
      [{ type: 'inventory.reserved', orderId, attempt, quantity }],
      (after) => evenOut(after, at),
    )
  }
  if (isOutOfReach(state, at) || Object.keys(state.waiting).length >= waitingMax) {
    return [
      {
        type: 'inventory.reservation-refused',
        orderId,
        attempt,
        reason: 'stock-unreachable',
      },
    ]
  }
  return withEvents(
    state,
    [{ type: 'inventory.reservation-waiting', orderId, attempt, quantity }],
    (after) => (after.asking === null || isStale(after, at) ? requestForWaiting(after, at) : []),
  )
}

export function release(state: Share, { orderId, quantity }: Release): readonly StockEvent[] {
  return withEvents(state, [{ type: 'inventory.released', orderId, quantity }], fill)
}

export function commitShipped({ orderId, quantity }: CommitShipped): readonly StockEvent[] {
  return [{ type: 'inventory.shipped', orderId, quantity }]
}

/** The last request went unanswered: nobody should wait for another just now. */
const isOutOfReach = (state: Share, at: Instant): boolean =>
  state.asking !== null && state.asking.late && !isStale(state, at)

const isStale = ({ asking }: Share, at: Instant): boolean =>
  asking !== null && epochMsOf(at) - epochMsOf(asking.at) > askAgainAfterMs
