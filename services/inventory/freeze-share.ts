import type { Command } from '#kernel/core/decider.ts'
import { fill, requestForWaiting, withEvents } from '#services/inventory/ask-for-units.ts'
import type { StockEvent } from '#services/inventory/contract.ts'
import type { Share } from '#services/inventory/share.ts'

/** The first command under another state of the map freezes the share, or thaws it. */
export function freezeOrThaw(
  state: Share,
  { frozenSince, at }: Pick<Command, 'frozenSince' | 'at'>,
): readonly StockEvent[] {
  if (frozenSince === state.freeze?.since) return []
  if (frozenSince === undefined) return withEvents(state, [{ type: 'inventory.thawed' }], fill)
  return withEvents(state, [{ type: 'inventory.frozen', since: frozenSince }], (after) =>
    Object.keys(after.waiting).length > 0 ? requestForWaiting(after, at) : [],
  )
}
