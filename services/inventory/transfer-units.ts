import type { Refusal } from '#kernel/core/decider.ts'
import {
  fill,
  refuseWaiting,
  requestForWaiting,
  withEvents,
} from '#services/inventory/ask-for-units.ts'
import {
  inventoryRefusals,
  roundsMax,
  type GiveUpWaiting,
  type ReceiveShare,
  type ReleaseShare,
  type SendShare,
  type ShareReleased,
  type StockEvent,
} from '#services/inventory/contract.ts'
import { evolveShare } from '#services/inventory/evolve-share.ts'
import { availableOf, sellableOf, type Share } from '#services/inventory/share.ts'

export function sendShare(
  state: Share,
  { to, quantity }: SendShare,
): readonly StockEvent[] | Refusal {
  const free = availableOf(state)
  if (quantity > sellableOf(state) && quantity <= free) {
    return inventoryRefusals.frozen(`${sellableOf(state)} of ${free} units can move.`, '/quantity')
  }
  if (quantity > free) return inventoryRefusals.belowZero(`${free} units are free.`, '/quantity')
  const { count } = state
  return [
    {
      type: 'inventory.share-released',
      to,
      request: null,
      count,
      quantity,
      missing: 0,
      evenWith: null,
      early: false,
      then: [],
    },
  ]
}

export function releaseShare(state: Share, command: ReleaseShare): readonly StockEvent[] {
  const { to, request, count, evenWith, sent, then } = command
  const quantity = released(state, command)
  const event: ShareReleased = {
    type: 'inventory.share-released',
    to,
    request,
    count,
    quantity,
    missing: Math.max(0, command.quantity - quantity),
    evenWith,
    early: (state.received[to] ?? 0) < sent,
    then,
  }
  return [event]
}

/** Half of what is free rather than the bare need, so that a run on one region asks seldom. */
function released(state: Share, { count, quantity, evenWith }: ReleaseShare): number {
  const free = Math.max(0, sellableOf(state))
  // One of the two has been counted anew: its numbers already say what it has.
  if (count !== state.count || !state.tracked || free === 0) return 0
  if (evenWith === null) return Math.min(free, Math.max(quantity, Math.floor(free / 2)))
  if (Object.keys(state.waiting).length > 0) return 0
  return Math.max(0, Math.min(quantity, free, Math.floor((free - evenWith) / 2)))
}

export function receiveShare(state: Share, command: ReceiveShare): readonly StockEvent[] {
  const { from, request, count, quantity, last, early, at } = command
  const added = count === state.count ? quantity : 0
  const received: StockEvent = {
    type: 'inventory.share-received',
    from,
    request,
    count,
    sent: quantity,
    added,
    last,
    early,
  }
  const after = evolveShare(state, received)
  const granted = fill(after)
  const filled = granted.reduce(evolveShare, after)
  const ends = last && filled.asking !== null && filled.asking.request === request
  return [received, ...granted, ...(ends ? answered(filled, at) : [])]
}

function answered(state: Share, at: string): readonly StockEvent[] {
  const { asking } = state
  if (asking === null) return []
  const nobodyWaits = Object.keys(state.waiting).length === 0
  if (nobodyWaits) {
    return [{ type: 'inventory.request-answered', quiet: asking.got === 0 }]
  }
  const moreMayCome = asking.evening || asking.early || asking.got >= asking.quantity
  if (moreMayCome && asking.round < roundsMax) return requestForWaiting(state, at)
  return [
    ...refuseWaiting(state, 'sold-out'),
    { type: 'inventory.request-answered', quiet: asking.got === 0 },
  ]
}

/** The other home has not answered in time: its units still count when they come. */
export function giveUpWaiting(state: Share, { request }: GiveUpWaiting): readonly StockEvent[] {
  if (state.asking?.request !== request || state.asking.late) return []
  return withEvents(state, refuseWaiting(state, 'stock-unreachable'), () => [
    { type: 'inventory.waiting-ended', request },
  ])
}
