import { money, type Money } from '#kernel/core/money.ts'
import { chargeFor } from '#services/orders/charges.ts'
import type { PlacedOrder } from '#services/orders/order-model.ts'
import { merged, unitsIn } from '#services/orders/units.ts'
import type { ShipmentLine } from '#services/shipping/contract.ts'

/** Captured by hand, or about to be, in minor units. */
export const takenAhead = ({ captures = [] }: PlacedOrder): number =>
  sum(captures.filter(({ status }) => status !== 'failed').map(({ amount }) => amount.amount))

export const isCapturing = ({ captures = [] }: PlacedOrder): boolean =>
  captures.some(({ status }) => status === 'asked')

/** What neither a parcel nor a capture made by hand takes. */
export function uncaptured(state: PlacedOrder): Money {
  const { amount, currency } = state.totals.total
  return money(amount - forParcels(state) - takenAhead(state), currency)
}

/** What a parcel of these units takes: what was captured ahead pays for the units sent first. */
export function dueFor(state: PlacedOrder, units: readonly ShipmentLine[]): Money {
  const price = chargeFor(state, units, (sku) => unitsIn(state.shipments, sku))
  const earlier = merged(state.shipments.flatMap(({ lines }) => lines))
  const used = chargeFor(state, earlier, () => 0).amount - forParcels(state)
  return money(Math.max(0, price.amount - (takenAhead(state) - used)), price.currency)
}

const forParcels = ({ shipments }: PlacedOrder): number =>
  sum(shipments.map(({ amount }) => amount.amount))

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0)
