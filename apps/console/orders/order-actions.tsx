import { useState } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { useMay } from '#apps/console/app/session.ts'
import { CancelDialog } from '#apps/console/orders/cancel-dialog.tsx'
import { CaptureDialog } from '#apps/console/orders/capture-dialog.tsx'
import type { Order } from '#apps/console/orders/order-queries.ts'
import {
  capturableAmount,
  isCancellable,
  isShippable,
  refundableAmount,
} from '#apps/console/orders/order-units.ts'
import { RefundDialog } from '#apps/console/orders/refund-dialog.tsx'
import { ShipDialog } from '#apps/console/orders/ship-dialog.tsx'

const dialogs = {
  ship: ShipDialog,
  capture: CaptureDialog,
  refund: RefundDialog,
  cancel: CancelDialog,
}

/** What can be done with an order as it stands. */
export function OrderActions({ order }: { order: Order }) {
  const may = useMay()
  const [open, setOpen] = useState<keyof typeof dialogs | null>(null)
  const Dialog = open === null ? null : dialogs[open]
  return (
    <>
      {may('orders:cancel') && isCancellable(order) ? (
        <Button look="plain" size="small" onClick={() => setOpen('cancel')}>
          Cancel
        </Button>
      ) : null}
      {may('orders:refund') && refundableAmount(order) > 0 ? (
        <Button look="plain" size="small" onClick={() => setOpen('refund')}>
          Refund
        </Button>
      ) : null}
      {may('orders:capture') && capturableAmount(order) > 0 ? (
        <Button look="plain" size="small" onClick={() => setOpen('capture')}>
          Capture
        </Button>
      ) : null}
      {may('orders:fulfil') && isShippable(order) ? (
        <Button size="small" onClick={() => setOpen('ship')}>
          Ship
        </Button>
      ) : null}
      {Dialog === null ? null : <Dialog {...{ order }} onClose={() => setOpen(null)} />}
    </>
  )
}
