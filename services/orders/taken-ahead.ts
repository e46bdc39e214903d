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
  // What the bank refused to an earlier parcel is no debt of this one, and is made good first.
  const left = ahead(state) - (refused(state) - unpaid(state))
  return money(Math.max(0, price.amount - left), price.currency)
}

/** In minor units: of what the bank refused to parcels, that which no capture has made good. */
export const unpaid = (state: PlacedOrder): number =>
  Math.max(0, refused(state) - Math.max(0, ahead(state)))

/** What parcels take, in minor units; what the bank refused is not taken. */
export const forParcels = (state: PlacedOrder): number => asked(state) - refused(state)

/** In minor units: captured by hand, and in no parcel's price. */
function ahead(state: PlacedOrder): number {
  const earlier = merged(state.shipments.flatMap(({ lines }) => lines))
  const used = chargeFor(state, earlier, () => 0).amount - asked(state)
  return takenAhead(state) - used
}

const asked = ({ shipments }: Pick<PlacedOrder, 'shipments'>): number =>
  sum(shipments.map(({ amount }) => amount.amount))

const refused = ({ shipments }: PlacedOrder): number =>
  asked({ shipments: shipments.filter(({ captureFailed }) => captureFailed) })

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0)
