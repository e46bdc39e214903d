import type { StockEvent } from '#services/inventory/contract.ts'
import { firstRequestSince, type Reservation, type Share } from '#services/inventory/share.ts'

export function evolveShare(state: Share, event: StockEvent): Share {
  switch (event.type) {
    case 'inventory.reserved': {
      const waiting = without(state.waiting, event.orderId)
      const reserved = state.reserved + event.quantity
      return { ...withSpare(state, -event.quantity), waiting, reserved }
    }
    case 'inventory.reservation-refused':
      return { ...state, waiting: without(state.waiting, event.orderId) }
    case 'inventory.reservation-waiting': {
      const { orderId, attempt, quantity } = event
      return { ...state, waiting: { ...state.waiting, [orderId]: { quantity, attempt } } }
    }
    case 'inventory.released':
      return { ...state, reserved: state.reserved - event.quantity }
    case 'inventory.shipped': {
      const { quantity } = event
      return { ...withMoved(state, -quantity), reserved: state.reserved - quantity }
    }
    case 'inventory.adjusted':
      return { ...withMoved(state, event.by), quiet: state.quiet && event.by < 0 }
    case 'inventory.counted': {
      const { count, tracked, backorder } = event
      const { ahead } = state
      const onHand = event.onHand + (ahead?.count === count ? ahead.quantity : 0)
      const later = (ahead?.count ?? '') > count ? ahead : null
      return { ...state, count, onHand, tracked, backorder, ahead: later, quiet: false }
    }
    case 'inventory.rules-changed': {
      const { rules, tracked, backorder } = event
      return { ...state, rules, tracked, backorder, quiet: false }
    }
    case 'inventory.share-requested': {
      const { request, at, quantity, evenWith } = event
      const evening = evenWith !== null
      const round = evening || state.asking === null ? 1 : state.asking.round + 1
      const asking = { request, at, quantity, got: 0, evening, early: false, late: false, round }
      return { ...state, requests: request, asking }
    }
    case 'inventory.share-released': {
      if (event.quantity === 0) return state
      const sent = { ...state.sent, [event.to]: (state.sent[event.to] ?? 0) + 1 }
      return { ...withSpare(state, -event.quantity), onHand: state.onHand - event.quantity, sent }
    }
    case 'inventory.share-received':
      return shareReceived(state, event)
    case 'inventory.request-answered':
      return { ...state, asking: null, quiet: event.quiet }
    case 'inventory.waiting-ended':
      return { ...state, asking: state.asking && { ...state.asking, late: true } }
    case 'inventory.frozen': {
      const { since } = event
      const requests = Math.max(state.requests, firstRequestSince(since))
      return { ...state, freeze: { since, spare: 0 }, requests, asking: null, quiet: false }
    }
    case 'inventory.thawed': {
      const { freeze: _, ...thawed } = state
      return thawed
    }
  }
}

function withMoved(state: Share, by: number): Share {
  return { ...state, onHand: state.onHand + by, moved: (state.moved ?? 0) + by }
}

function withSpare(state: Share, by: number): Share {
  if (state.freeze === undefined) return state
  return { ...state, freeze: { ...state.freeze, spare: state.freeze.spare + by } }
}

function shareReceived(
  state: Share,
  event: Extract<StockEvent, { type: 'inventory.share-received' }>,
): Share {
  const { asking, freeze } = state
  const counts = event.sent > 0 ? 1 : 0
  const isNew = freeze !== undefined && (event.request ?? 0) > firstRequestSince(freeze.since)
  return {
    ...(isNew ? withSpare(state, event.added) : state),
    onHand: state.onHand + event.added,
    ahead: event.count > state.count ? aheadWith(state.ahead, event) : state.ahead,
    quiet: state.quiet && event.added === 0,
    received: { ...state.received, [event.from]: (state.received[event.from] ?? 0) + counts },
    asking:
      asking !== null && asking.request === event.request
        ? { ...asking, got: asking.got + event.added, early: asking.early || event.early }
        : asking,
  }
}

function aheadWith(
  known: Share['ahead'],
  { count, sent }: Extract<StockEvent, { type: 'inventory.share-received' }>,
): Share['ahead'] {
  if (known?.count === count) return { count, quantity: known.quantity + sent }
  return count > (known?.count ?? '') ? { count, quantity: sent } : known
}

function without(
  reservations: Readonly<Record<string, Reservation>>,
  orderId: string,
): Readonly<Record<string, Reservation>> {
  if (!(orderId in reservations)) return reservations
  const { [orderId]: _, ...rest } = reservations
  return rest
}
