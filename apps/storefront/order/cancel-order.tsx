import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { Button } from '#apps/ui/button.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { Overlay } from '#apps/ui/overlay.tsx'
import type { Order } from '#apps/storefront/app/queries.ts'
import { keyFor } from '#apps/storefront/checkout/attempts.ts'
import { show } from '#apps/storefront/order/follow-order.ts'
import { troubleIn, useWords } from '#apps/storefront/words/words.ts'

const waitSeconds = 8

export function CancelOrder({ order }: { order: Order }) {
  const words = useWords()
  const { order: says } = words
  const [isOpen, setOpen] = useState(false)
  const cancel = useMutation({
    mutationFn: () =>
      call('POST /v1/orders/{id}/cancel', {
        params: { id: order.id },
        body: {},
        key: keyFor(order.id, 'cancel'),
        wait: waitSeconds,
      }),
    onSuccess: (cancelled) => {
      show(order.id, cancelled)
      setOpen(false)
    },
  })
  return (
    <>
      <Button look="plain" onClick={() => setOpen(true)}>
        {says.cancel}
      </Button>
      <Overlay
        open={isOpen}
        onClose={() => setOpen(false)}
        from="centre"
        title={says.cancelTitle}
        closeLabel={words.shop.close}
        footer={
          <div className="flex flex-wrap justify-end gap-3">
            <Button look="plain" onClick={() => setOpen(false)}>
              {says.cancelNo}
            </Button>
            <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>
              {says.cancelYes}
            </Button>
          </div>
        }
      >
        <div className="space-y-4 p-5">
          <p>{says.cancelSays}</p>
          {cancel.error === null ? null : (
            <Notice look="bad" title={words.trouble.title}>
              {troubleIn(cancel.error, words)}
            </Notice>
          )}
        </div>
      </Overlay>
    </>
  )
}
