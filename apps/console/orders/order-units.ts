import type { Order } from '#apps/console/orders/order-queries.ts'
import type { OpenUnits } from '#apps/console/orders/units-picker.tsx'

type Parts = readonly { readonly lines: readonly { sku: string; quantity: number }[] }[]

/** What is left to send. */
export function unshippedUnits({ lines, shipments }: Order): readonly OpenUnits[] {
  return open(lines, (line) => line.quantity - unitsIn(shipments, line.sku))
}

/** What was sent and not paid back. */
export function refundableUnits({ lines, shipments, refunds }: Order): readonly OpenUnits[] {
  const sent = shipments.filter(({ status }) => status !== 'preparing')
  const counting = refunds.filter(({ status }) => status !== 'failed')
  return open(lines, ({ sku }) => unitsIn(sent, sku) - unitsIn(counting, sku))
}

/** In minor units: captured, and neither paid back nor about to be. */
export function refundableAmount({ captured, refunds }: Order): number {
  const counting = refunds.filter(({ status }) => status !== 'failed')
  return captured.amount - counting.reduce((sum, { amount }) => sum + amount.amount, 0)
}

export const isShippable = (order: Order): boolean =>
  order.status === 'confirmed' && unshippedUnits(order).length > 0

export const isCancellable = ({ status, shipments }: Order): boolean =>
  (status === 'pending' || status === 'confirmed') && shipments.length === 0

function open(lines: Order['lines'], most: (line: Order['lines'][number]) => number) {
  return lines
    .map((line) => ({ sku: line.sku, title: titleOf(line), most: most(line) }))
    .filter((each) => each.most > 0)
}

export const titleOf = ({ title, options }: Order['lines'][number]): string =>
  [title, ...options].join(' · ')

function unitsIn(parts: Parts, wanted: string): number {
  return parts
    .flatMap(({ lines }) => lines)
    .reduce((sum, { sku, quantity }) => sum + (sku === wanted ? quantity : 0), 0)
}
