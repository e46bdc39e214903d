import type { LedgerOrder } from '#cli/drills/ledger-orders.ts'

/**
 * Units promised beyond those there were.
 * @param orders confirmed ones
 * @param stock SKU → units before the first order
 */
export function oversoldUnits(
  orders: Iterable<Pick<LedgerOrder, 'lines'>>,
  stock: ReadonlyMap<string, number>,
): { sku: string; units: number }[] {
  const sold = new Map<string, number>()
  for (const order of orders) {
    for (const { sku, quantity } of order.lines) sold.set(sku, (sold.get(sku) ?? 0) + quantity)
  }
  return [...stock].flatMap(([sku, units]) => {
    const over = (sold.get(sku) ?? 0) - units
    return over > 0 ? [{ sku, units: over }] : []
  })
}
