import { days, epochMsOf, instantOf } from '#kernel/core/instant.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { TallyEntry } from '#kernel/ports/tallies.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Projection } from '#kernel/service/projection.ts'
import { daysMax } from '#services/analytics/contract.ts'
import { ordersById, ordersSince, type SoldOrder } from '#services/orders/contract.ts'

const rebuildPage = 100

export const salesProjection: Projection = {
  name: 'analytics.sales',
  on: ['orders.order-confirmed', 'orders.order-cancelled', 'orders.order-refunded'],
  position: ({ ports }) => ports.tallies.position(),
  rebuild,
  apply,
}

/** Only the days that can be asked for. */
async function rebuild(context: Context): Promise<void> {
  await context.ports.tallies.clear()
  const since = instantOf(epochMsOf(context.now()) - days(daysMax))
  let cursor: string | null = null
  do {
    const page: { items: readonly SoldOrder[]; next: string | null } = await context.ask(
      ordersSince,
      { since, limit: rebuildPage, ...(cursor === null ? {} : { cursor }) },
    )
    await context.ports.tallies.put(page.items.filter(isSold).map(entryOf))
    cursor = page.next
  } while (cursor !== null)
}

/** Counts what an order is by now, which later events then find there already. */
async function apply(
  events: readonly StoredEvent[],
  cursor: string,
  context: Context,
): Promise<void> {
  const { tallies } = context.ports
  const ids = [...new Set(events.map(({ documentId }) => documentId))]
  const orders = ids.length === 0 ? [] : await context.ask(ordersById, { ids })
  const sold = orders.filter(isSold)
  const counted = new Set(sold.map(({ id }) => id))
  if (sold.length > 0) await tallies.put(sold.map(entryOf))
  const gone = ids.filter((id) => !counted.has(id))
  if (gone.length > 0) await tallies.remove(gone)
  await tallies.setPosition(cursor)
}

const isSold = ({ status }: SoldOrder): boolean => status === 'confirmed' || status === 'completed'

function entryOf({ id, placedAt, total, refunded, lines }: SoldOrder): TallyEntry {
  const day = placedAt.slice(0, 10)
  const { currency } = total
  const counts: Record<string, Record<string, number>> = {
    [`day ${day} ${currency}`]: { orders: 1, sales: total.amount, refunded: refunded.amount },
  }
  for (const { productId, quantity, total: amount } of lines) {
    const key = `product ${day} ${currency} ${productId}`
    const known = counts[key] ?? { units: 0, sales: 0 }
    counts[key] = {
      units: (known['units'] ?? 0) + quantity,
      sales: (known['sales'] ?? 0) + amount.amount,
    }
  }
  return { id, counts }
}
