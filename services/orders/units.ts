import type { PlacedOrder } from '#services/orders/order-model.ts'
import type { ShipmentLine } from '#services/shipping/contract.ts'

type Lines = readonly { readonly lines: readonly ShipmentLine[] }[]

export const unitsIn = (parts: Lines, sku: string): number =>
  parts
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => (line.sku === sku ? sum + line.quantity : sum), 0)

export function unshipped(order: PlacedOrder): readonly ShipmentLine[] {
  return order.lines
    .map(({ sku, quantity }) => ({ sku, quantity: quantity - unitsIn(order.shipments, sku) }))
    .filter(({ quantity }) => quantity > 0)
}

/** Lines that name a SKU twice count together. */
export function merged(lines: readonly ShipmentLine[]): readonly ShipmentLine[] {
  const bySku = new Map<string, number>()
  for (const { sku, quantity } of lines) bySku.set(sku, (bySku.get(sku) ?? 0) + quantity)
  return [...bySku].map(([sku, quantity]) => ({ sku, quantity }))
}

export const isAll = (order: PlacedOrder, parts: Lines): boolean =>
  order.lines.every(({ sku, quantity }) => unitsIn(parts, sku) >= quantity)
