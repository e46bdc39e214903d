import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { TextField } from '#apps/ui/field.tsx'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { price } from '#apps/console/app/format.ts'
import type { Order } from '#apps/console/orders/order-queries.ts'
import { refundableAmount } from '#apps/console/orders/order-units.ts'
import { useOrderAction } from '#apps/console/orders/use-order-action.ts'

const waitSeconds = 5

export function CancelDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const cancel = useOrderAction(
    order,
    'The order is cancelled',
    (_: null, key) =>
      call('POST /v1/admin/orders/{id}/cancel', {
        params: { id: order.id },
        body: reason.trim() === '' ? {} : { reason: reason.trim() },
        key,
        wait: waitSeconds,
      }),
    onClose,
  )
  return (
    <Confirm
      open
      {...{ onClose }}
      title="Cancel the order"
      act="Cancel the order"
      onAct={() => cancel.mutate(null)}
      busy={cancel.isPending}
      error={cancel.error}
      isGrave
    >
      <p className="text-sm">
        Its units go back on sale, {moneyGoesBack(order)}, and the customer gets a mail. This cannot
        be undone.
      </p>
      <TextField
        label="Reason"
        hint="Stands in the order’s history"
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
    </Confirm>
  )
}

function moneyGoesBack(order: Order): string {
  const amount = refundableAmount(order)
  return amount > 0
    ? `${price({ ...order.total, amount })} that was captured is paid back`
    : `the authorization of ${price(order.total)} is given back to the card`
}
