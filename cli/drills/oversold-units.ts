import { isConfirmed } from '#cli/drills/compare-books.ts'
import type { LedgerOrder } from '#cli/drills/ledger-orders.ts'

/**
 * Units promised to confirmed orders beyond those there were.
 * @param stock SKU → units before the first order
 */
export function oversoldUnits(
  orders: Iterable<LedgerOrder>,
  stock: ReadonlyMap<string, number>,
): { sku: string; units: number }[] {
  const sold = new Map<string, number>()
  for (const order of orders) {
    if (!isConfirmed(order)) continue
    for (const { sku, quantity } of order.lines) sold.set(sku, (sold.get(sku) ?? 0) + quantity)
  }
  return [...stock].flatMap(([sku, units]) => {
    const over = (sold.get(sku) ?? 0) - units
    return over > 0 ? [{ sku, units: over }] : []
  })
}
