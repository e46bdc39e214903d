import type { Unstamped } from '#kernel/core/decider.ts'
import { outsideCall, reaction } from '#kernel/service/reaction.ts'
import type { Address, RecordLabel, ShipmentCreated } from '#services/shipping/contract.ts'

interface LabelInput extends Readonly<Record<string, unknown>> {
  readonly method: string
  readonly to: Address
  readonly grams: number
}

export const buyLabel = outsideCall<LabelInput, Unstamped<RecordLabel>>(
  'shipping.buy-label',
  async ({ method, to, grams }, { ports, key, id: shipmentId }) => {
    const { name, line1, line2, city, postalCode, country } = to
    const street = line2 === undefined ? line1 : `${line1}, ${line2}`
    const label = await ports.carrier.label(key, {
      shipmentId,
      method,
      // The carrier wants a postal code even where a country has none.
      to: { name, line1: street, city, postalCode: postalCode || '-', country },
      grams,
    })
    return { type: 'record-label', ...label }
  },
)

export const labelWanted = reaction<ShipmentCreated>(
  'buy-label',
  'shipping.shipment-created',
  ({ method, to, grams }, { documentId }) => [
    {
      kind: 'shipment',
      id: documentId,
      call: buyLabel.name,
      input: { method, to: { ...to }, grams },
    },
  ],
)
