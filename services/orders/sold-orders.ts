import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import type { SoldOrder } from '#services/orders/contract.ts'
import { refundedOf } from '#services/orders/evolve-order.ts'
import { order } from '#services/orders/order.ts'
import type { OrderState } from '#services/orders/order-model.ts'

/** In the order of the ids, those not found left out. */
export async function findSoldOrders(
  ids: readonly string[],
  context: Context,
): Promise<readonly SoldOrder[]> {
  return (await context.readMany(order, ids)).flatMap(soldOrder)
}

/** The newest first, until they are older than `since`. */
export async function listSoldOrders(
  wanted: { readonly since: string; readonly cursor?: string; readonly limit: number },
  context: Context,
): Promise<{ readonly items: readonly SoldOrder[]; readonly next: string | null }> {
  const { since, cursor, limit } = wanted
  const page = await context.list(order, { index: 'placed', descending: true }, { cursor, limit })
  const all = page.items.flatMap(soldOrder)
  const items = all.filter(({ placedAt }) => placedAt >= since)
  return { items, next: items.length < all.length ? null : page.next }
}

function soldOrder({ id, state }: StoredDocument<OrderState>): readonly SoldOrder[] {
  if (state.is === 'unplaced') return []
  const { placedAt, status, totals, lines } = state
  return [{ id, placedAt, status, total: totals.total, refunded: refundedOf(state), lines }]
}
