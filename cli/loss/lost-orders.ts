// What a merchant has to compare with the bank's books and with the customers: read from the events
// that only a lost region had.

import type { StoredEvent } from '#kernel/ports/ledger.ts'
import { skuOf, type StockEvent } from '#services/inventory/contract.ts'
import type { OrderPlaced } from '#services/orders/order-model.ts'

export interface LostOrder {
  readonly orderId: string
  readonly email: string | null
  readonly total: { readonly amount: number; readonly currency: string } | null
  /** The bank's references of payments approved in these events. */
  readonly payments: readonly string[]
  /** What happened to it there, in order: `order-placed`, `order-confirmed`, … */
  readonly happened: readonly string[]
  /** The whole order was lost; otherwise only what happened to it last. */
  readonly placedThere: boolean
}

export interface LostUnits {
  readonly sku: string
  /** Units promised to orders, less those released; units that came to this share, less those that left. */
  readonly promised: number
  readonly moved: number
}

export interface LostBusiness {
  readonly orders: readonly LostOrder[]
  readonly units: readonly LostUnits[]
  /** Kind of document → how many of them, apart from orders, payments and stock. */
  readonly others: Readonly<Record<string, number>>
}

/** @param events oldest first, as the salvage file has them */
export function lostBusiness(events: readonly StoredEvent[]): LostBusiness {
  const byOrder = Map.groupBy(
    events.filter(({ kind }) => kind === 'order' || kind === 'payment'),
    ({ documentId }) => documentId.replace(/^pay_/, 'ord_'),
  )
  const byShare = Map.groupBy(
    events.filter(({ kind }) => kind === 'stock'),
    ({ documentId }) => documentId,
  )
  const rest = events.filter(({ kind }) => !['order', 'payment', 'stock'].includes(kind))
  return {
    orders: [...byOrder].map(([orderId, mine]) => lostOrder(orderId, mine)),
    units: [...byShare]
      .map(([id, mine]) => lostUnits(skuOf(id), mine))
      .filter(({ promised, moved }) => promised !== 0 || moved !== 0),
    others: Object.fromEntries(
      [...Map.groupBy(rest, ({ kind }) => kind)].map(([kind, mine]) => [
        kind,
        new Set(mine.map(({ documentId }) => documentId)).size,
      ]),
    ),
  }
}

function lostOrder(orderId: string, events: readonly StoredEvent[]): LostOrder {
  const placed = events.find(({ type }) => type === 'orders.order-placed')
  const content = (placed?.data as Partial<OrderPlaced> | undefined)?.content
  const approved = events.filter(({ type }) => type === 'payments.authorized')
  return {
    orderId,
    email: content?.email ?? null,
    total: content?.totals.total ?? null,
    payments: approved.map(({ data }) => String(data['reference'])),
    happened: events.map(({ type }) => type.replace(/^[a-z]+\./, '')),
    placedThere: placed !== undefined,
  }
}

function lostUnits(sku: string, events: readonly StoredEvent[]): LostUnits {
  let promised = 0
  let moved = 0
  for (const { type, data } of events) {
    const event = { type, ...data } as StockEvent
    if (event.type === 'inventory.reserved') promised += event.quantity
    if (event.type === 'inventory.released') promised -= event.quantity
    if (event.type === 'inventory.share-received') moved += event.added
    if (event.type === 'inventory.share-released') moved -= event.quantity
  }
  return { sku, promised, moved }
}
