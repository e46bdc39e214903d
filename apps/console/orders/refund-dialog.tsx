import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { CheckRow } from '#apps/ui/choice.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { price } from '#apps/console/app/format.ts'
import type { Order } from '#apps/console/orders/order-queries.ts'
import { refundableAmount, refundableUnits } from '#apps/console/orders/order-units.ts'
import { linesOf, UnitsPicker, type Picked } from '#apps/console/orders/units-picker.tsx'
import { useAmount } from '#apps/console/orders/use-amount.tsx'
import { useOrderAction } from '#apps/console/orders/use-order-action.ts'

export function RefundDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { currency } = order
  const left = { amount: refundableAmount(order), currency }
  const units = refundableUnits(order)
  const { amount, isFine, field } = useAmount(left, 'paid back')
  const [reason, setReason] = useState('')
  const [picked, setPicked] = useState<Picked>({})
  const [isReturned, setReturned] = useState(false)
  const lines = linesOf(picked)
  const refund = useOrderAction(
    order,
    'The bank was asked to pay it back',
    (_: null, key) =>
      call('POST /v1/admin/orders/{id}/refunds', {
        params: { id: order.id },
        body: {
          amount: { amount: amount ?? 0, currency },
          reason: reason.trim(),
          ...(lines.length > 0 ? { lines, returned: isReturned } : {}),
        },
        key,
      }),
    onClose,
  )
  return (
    <Confirm
      open
      {...{ onClose }}
      title="Refund"
      act={amount === null ? 'Refund' : `Refund ${price({ amount, currency })}`}
      onAct={() => refund.mutate(null)}
      busy={refund.isPending}
      error={refund.error}
      canAct={isFine && reason.trim() !== ''}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {field}
        <TextField
          label="Reason"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
          hint="The customer reads it in the mail"
        />
      </div>
      {units.length === 0 ? null : (
        <div className="space-y-2">
          <p className="text-sm font-medium">For which units, if any</p>
          <UnitsPicker of={units} {...{ picked }} onPick={setPicked} />
          <CheckRow
            checked={isReturned}
            disabled={lines.length === 0}
            onChange={(event) => setReturned(event.target.checked)}
          >
            They came back and go into stock again
          </CheckRow>
        </div>
      )}
    </Confirm>
  )
}
