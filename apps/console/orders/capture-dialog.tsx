import { call } from '#apps/ui/api/client.ts'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { price } from '#apps/console/app/format.ts'
import type { Order } from '#apps/console/orders/order-queries.ts'
import { capturableAmount } from '#apps/console/orders/order-units.ts'
import { useAmount } from '#apps/console/orders/use-amount.tsx'
import { useOrderAction } from '#apps/console/orders/use-order-action.ts'

const waitSeconds = 5

export function CaptureDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { currency } = order
  const left = { amount: capturableAmount(order), currency }
  const { amount, isFine, field } = useAmount(left, 'captured')
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
      canAct={isFine}
    >
      <p className="text-sm text-soft">
        The card is charged now, whatever has been sent. Parcels that follow take only what is left,
        and cancelling the order pays it back.
      </p>
      {field}
    </Confirm>
  )
}
