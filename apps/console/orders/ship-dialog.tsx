import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { Confirm } from '#apps/console/app/confirm.tsx'
import type { Order } from '#apps/console/orders/order-queries.ts'
import { needsParcel, unshippedUnits } from '#apps/console/orders/order-units.ts'
import { linesOf, UnitsPicker, type Picked } from '#apps/console/orders/units-picker.tsx'
import { useOrderAction } from '#apps/console/orders/use-order-action.ts'

export function ShipDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const units = unshippedUnits(order)
  const [picked, setPicked] = useState<Picked>(() =>
    Object.fromEntries(units.map(({ sku, most }) => [sku, most])),
  )
  const lines = linesOf(picked)
  const travels = lines.length === 0 || needsParcel(order, lines)
  const ship = useOrderAction(
    order,
    travels ? 'Handed to the carrier; its label is being bought' : 'Delivered without a parcel',
    (_: null, key) =>
      call('POST /v1/admin/orders/{id}/shipments', {
        params: { id: order.id },
        body: { lines },
        key,
      }),
    onClose,
  )
  return (
    <Confirm
      open
      {...{ onClose }}
      title="Ship"
      act="Ship these units"
      onAct={() => ship.mutate(null)}
      busy={ship.isPending}
      error={ship.error}
      canAct={lines.length > 0}
    >
      <p className="text-sm text-soft">
        {travels
          ? 'A label is bought from the carrier. When the parcel is sent, the part of the payment that falls to these units is captured, and the customer gets a mail.'
          : 'None of these units needs a parcel: they are delivered at once, and the part of the payment that falls to them is captured.'}
      </p>
      <UnitsPicker of={units} {...{ picked }} onPick={setPicked} />
    </Confirm>
  )
}
