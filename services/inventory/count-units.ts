import type { Refusal } from '#kernel/core/decider.ts'
import { invariant } from '#kernel/core/fault.ts'
import { fill, withEvents } from '#services/inventory/ask-for-units.ts'
import { nextName, saidAnew } from '#services/inventory/change-rules.ts'
import {
  inventoryRefusals,
  type Adjust,
  type Count,
  type CountAll,
  type Restock,
  type StockEvent,
} from '#services/inventory/contract.ts'
import { availableOf, type Share } from '#services/inventory/share.ts'

export function adjust(state: Share, { by, reason }: Adjust): readonly StockEvent[] | Refusal {
  if (by === 0) return []
  const free = availableOf(state)
  if (by < 0 && free + by < 0 && !state.backorder) {
    return inventoryRefusals.belowZero(`${Math.max(0, free)} units are free.`, '/by')
  }
  return withEvents(state, [{ type: 'inventory.adjusted', by, reason }], fill)
}

export function restock(state: Share, { quantity, orderId }: Restock): readonly StockEvent[] {
  const reason = `returned from ${orderId}`
  return withEvents(state, [{ type: 'inventory.adjusted', by: quantity, reason }], fill)
}

export function count(state: Share, command: Count): readonly StockEvent[] {
  if (command.count < state.count) return []
  // Rules that were changed after this counting have come before it.
  const { tracked, backorder } = command.count < (state.rules ?? '') ? state : command
  const { count: name, at } = command
  const onHand = command.onHand + movedSince(state, command.seen)
  return saidAnew(
    state,
    { type: 'inventory.counted', count: name, onHand, tracked, backorder, others: {} },
    at,
  )
}

export function countAll(state: Share, command: CountAll): readonly StockEvent[] {
  const { at, shares, seen, home, tracked = state.tracked, backorder = state.backorder } = command
  const { [home]: told, ...others } = shares
  invariant(told !== undefined, `a counting names no share for ${home}`)
  const onHand = told + movedSince(state, seen?.[home])
  const count = nextName(state, at)
  return saidAnew(
    state,
    { type: 'inventory.counted', count, onHand, tracked, backorder, others, ...(seen && { seen }) },
    at,
  )
}

/** Units that came or went after what a number is based on: it did not know of them. */
function movedSince({ moved = 0 }: Share, seen = moved): number {
  return moved - seen
}
