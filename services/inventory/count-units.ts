import type { Refusal } from '#kernel/core/decider.ts'
import { invariant } from '#kernel/core/fault.ts'
import { evenOut, fill, withEvents } from '#services/inventory/ask-for-units.ts'
import {
  inventoryRefusals,
  type Adjust,
  type Count,
  type CountAll,
  type Counted,
  type Restock,
  type StockEvent,
} from '#services/inventory/contract.ts'
import { evolveShare } from '#services/inventory/evolve-share.ts'
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
  const { count: name, onHand, tracked, backorder, at } = command
  return counted(
    state,
    { type: 'inventory.counted', count: name, onHand, tracked, backorder, others: {} },
    at,
  )
}

export function countAll(state: Share, command: CountAll): readonly StockEvent[] {
  const { at, shares, home, tracked, backorder } = command
  const { [home]: onHand, ...others } = shares
  invariant(onHand !== undefined, `a counting names no share for ${home}`)
  const name = at > state.count ? at : `${state.count}+`
  return counted(
    state,
    { type: 'inventory.counted', count: name, onHand, tracked, backorder, others },
    at,
  )
}

function counted(state: Share, event: Counted, at: string): readonly StockEvent[] {
  const after = evolveShare(state, event)
  const granted = fill(after)
  const filled = granted.reduce(evolveShare, after)
  return [event, ...granted, ...(availableOf(filled) < 0 ? evenOut(filled, at) : [])]
}
