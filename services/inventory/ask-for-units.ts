import type { Instant } from '#kernel/core/instant.ts'
import {
  lowStock,
  type Reserved,
  type ReservationRefused,
  type ShareRequested,
  type StockEvent,
} from '#services/inventory/contract.ts'
import { evolveShare } from '#services/inventory/evolve-share.ts'
import { sellableOf, waitedFor, type Share } from '#services/inventory/share.ts'

/** Events, and those that follow once they have taken effect. */
export function withEvents(
  state: Share,
  events: readonly StockEvent[],
  next: (after: Share) => readonly StockEvent[],
): readonly StockEvent[] {
  return [...events, ...next(events.reduce(evolveShare, state))]
}

/** Grants what waits, the earlier first; a large one holds up no smaller one behind it. */
export function fill(state: Share): readonly StockEvent[] {
  const granted: Reserved[] = []
  let free = sellableOf(state)
  for (const [orderId, { quantity, attempt }] of Object.entries(state.waiting)) {
    if (quantity > free && state.tracked && !state.backorder) continue
    free -= quantity
    granted.push({ type: 'inventory.reserved', orderId, attempt, quantity })
  }
  return granted
}

export function refuseWaiting(
  state: Share,
  reason: ReservationRefused['reason'],
): readonly StockEvent[] {
  return Object.entries(state.waiting).map(([orderId, { attempt }]) => ({
    type: 'inventory.reservation-refused',
    orderId,
    attempt,
    reason,
  }))
}

export function requestForWaiting(state: Share, at: Instant): readonly StockEvent[] {
  const missing = waitedFor(state) - sellableOf(state)
  return [requested(state, at, Math.max(1, missing), null)]
}

/** A share that runs low asks for part of what lies elsewhere before a shopper has to wait for it. */
export function evenOut(state: Share, at: Instant): readonly StockEvent[] {
  const free = sellableOf(state)
  const wants =
    state.tracked && !state.backorder && !state.quiet && state.asking === null && free < lowStock
  return wants ? [requested(state, at, 2 * lowStock, free)] : []
}

function requested(
  state: Share,
  at: Instant,
  quantity: number,
  evenWith: number | null,
): ShareRequested {
  return {
    type: 'inventory.share-requested',
    request: state.requests + 1,
    count: state.count,
    quantity,
    evenWith,
    sent: state.sent,
    at,
  }
}
