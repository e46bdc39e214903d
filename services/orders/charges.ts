import { allocate, money, type Money } from '#kernel/core/money.ts'
import type { OrderContent } from '#services/orders/order-model.ts'
import type { ShipmentLine } from '#services/shipping/contract.ts'

/**
 * What units of an order cost once shipping and tax are shared out over them. Every unit has its
 * own part, so that the parts of any shipments add up to the total to the cent.
 * @param before units of each SKU that an earlier part has covered
 */
export function chargeFor(
  { lines, totals }: Pick<OrderContent, 'lines' | 'totals'>,
  units: readonly ShipmentLine[],
  before: (sku: string) => number,
): Money {
  // Where tax comes on top, a line that bears more of it costs more than its price says.
  const charges = allocate(
    totals.total,
    lines.map(({ total, tax }) => total.amount + (totals.taxIncluded ? 0 : tax.amount)),
  )
  const amount = units.reduce((sum, { sku, quantity }) => {
    const position = lines.findIndex((line) => line.sku === sku)
    const charge = charges[position]?.amount ?? 0
    const whole = lines[position]?.quantity ?? 1
    const from = before(sku)
    return sum + ofFirst(from + quantity, charge, whole) - ofFirst(from, charge, whole)
  }, 0)
  return money(amount, totals.total.currency)
}

function ofFirst(units: number, charge: number, outOf: number): number {
  return Math.floor(charge / outOf) * units + Math.min(units, charge % outOf)
}
