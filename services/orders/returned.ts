import type { PlacedOrder } from '#services/orders/order-model.ts'
import { merged, unitsIn } from '#services/orders/units.ts'
import type { ShipmentLine } from '#services/shipping/contract.ts'

/** Units that came back, each once, whatever became of the refund they came with. */
export const cameBack = ({ returned, refunds }: PlacedOrder): readonly ShipmentLine[] =>
  returned ?? merged(refunds.filter((refund) => refund.returned).flatMap(({ lines }) => lines))

/** Of the units of a refund, those that come back with it: when an earlier one failed, they may be there. */
export function comingBack(
  state: PlacedOrder,
  units: readonly ShipmentLine[],
): readonly ShipmentLine[] {
  const paid = state.refunds.filter(({ returned, status }) => returned && status !== 'failed')
  const back = [{ lines: cameBack(state) }]
  return units
    .map(({ sku, quantity }) => ({
      sku,
      quantity: unitsIn(paid, sku) + quantity - unitsIn(back, sku),
    }))
    .filter(({ quantity }) => quantity > 0)
}
