import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { TextField } from '#apps/ui/field.tsx'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { plainPrice, price, readPrice } from '#apps/console/app/format.ts'
import type { Order } from '#apps/console/orders/order-queries.ts'
import { capturableAmount } from '#apps/console/orders/order-units.ts'
import { useOrderAction } from '#apps/console/orders/use-order-action.ts'

const waitSeconds = 5

export function CaptureDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { currency } = order
  const left = { amount: capturableAmount(order), currency }
  const [text, setText] = useState(plainPrice(left))
  const amount = readPrice(text, currency)
  const error =
    amount === null || amount === 0
      ? 'Give an amount, such as 12.50.'
      : amount > left.amount
        ? `At most ${price(left)} can be captured.`
        : undefined
  const capture = useOrderAction(
    order,
    'The bank was asked to capture it',
    (_: null, key) =>
      call('POST /v1/admin/orders/{id}/captures', {
        params: { id: order.id },
        body: { amount: { amount: amount ?? 0, currency } },
        key,
        wait: waitSeconds,
      }),
    onClose,
  )
  return (
    <Confirm
      open
      {...{ onClose }}
      title="Capture the payment"
      act={amount === null ? 'Capture' : `Capture ${price({ amount, currency })}`}
      onAct={() => capture.mutate(null)}
      busy={capture.isPending}
      error={capture.error}
      canAct={error === undefined}
    >
      <p className="text-sm text-soft">
        The card is charged now, before anything is sent. Parcels that follow take only what is
        left, and cancelling the order pays it back.
      </p>
      <TextField
        label={`Amount in ${currency}`}
        inputMode="decimal"
        value={text}
        onChange={(event) => setText(event.target.value)}
        hint={`Up to ${price(left)}`}
        error={error}
      />
    </Confirm>
  )
}
