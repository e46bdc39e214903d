import type { Fetched } from '#cli/fetched.ts'

/** What was taken when the shoppers left may still have to settle. */
const settleMs = 30_000

export interface LedgerOrder {
  readonly id: string
  readonly placedAt: string
  readonly status: string
  readonly paymentStatus: string
  readonly total: { readonly amount: number; readonly currency: string }
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
}

/** Orders in a region's ledger placed since an instant, newest first as the list gives them. */
export async function ledgerOrders(fetched: Fetched, since: string): Promise<LedgerOrder[]> {
  const orders: LedgerOrder[] = []
  let cursor: string | null = null
  for (;;) {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = await fetched<{ items: LedgerOrder[]; next: string | null }>(
      `/v1/admin/orders?limit=100${query}`,
    )
    const recent = page.items.filter(({ placedAt }) => placedAt >= since)
    orders.push(...recent)
    if (page.next === null || recent.length < page.items.length) return orders
    cursor = page.next
  }
}

/** Reads the orders until none of ours is on its way any more, or time is up. */
export async function settled(
  read: () => Promise<LedgerOrder[]>,
  isOurs: (order: LedgerOrder) => boolean,
): Promise<LedgerOrder[]> {
  const end = performance.now() + settleMs
  for (;;) {
    const orders = await read()
    const moving = orders
      .filter(isOurs)
      .some(({ status, paymentStatus }) => status === 'pending' && paymentStatus !== 'declined')
    if (!moving || performance.now() > end) return orders
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
