import { currencies } from '#kernel/core/money.ts'
import type { OrderContent } from '#services/orders/order-model.ts'

/** In whole units of the currency; a typing error rather than a shopper. */
const believableTotalMax = 1_000_000_000

/** Why an order should not be taken, or null. */
export function screen({ totals: { total } }: OrderContent): string | null {
  const minorUnits = 10 ** (currencies[total.currency] ?? 2)
  return total.amount > believableTotalMax * minorUnits ? 'unbelievable-total' : null
}
