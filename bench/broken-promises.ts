import { audit } from '#cli/drills/audit.ts'
import { bankBooks } from '#cli/drills/books.ts'
import { ledgerOrders } from '#cli/drills/ledger-orders.ts'
import { fetchedFrom } from '#cli/fetched.ts'
import { asOperator } from '#cli/operator.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { Receipt } from '#cli/shop/receipt.ts'

const settleMs = 30_000

/**
 * Compares what shoppers were told with a ledger and the bank's books, as the drills do. A benchmark
 * that is fast and wrong is no benchmark.
 * @param since when the first of them came, RFC 3339
 * @param units SKU → units there were of what they bought
 * @returns a sentence for each broken promise
 */
export async function brokenPromises(
  store: StoreFile,
  {
    since,
    units,
    receipts,
  }: { since: string; units: ReadonlyMap<string, number>; receipts: readonly Receipt[] },
): Promise<string[]> {
  const last = store.regions.at(-1)
  const fetched = fetchedFrom(last?.url ?? store.edge, asOperator(store))
  const end = performance.now() + settleMs
  for (;;) {
    const orders = await ledgerOrders(fetched, since)
    const charges = (await bankBooks(store)).filter(({ at }) => at >= since)
    const { findings } = audit({
      receipts,
      orders: new Map(orders.map((order) => [order.id, order])),
      charges,
      stockBefore: units,
      staleWrites: [],
      salvaged: new Set(),
      survivor: last?.code ?? '',
    })
    // What is on its way to this region, or still settling, gets a little time.
    if (findings.length === 0 || performance.now() > end) {
      return findings.map(({ promise, says, examples }) =>
        [`${promise}: ${says}`, ...examples.slice(0, 2)].join('; '),
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}
