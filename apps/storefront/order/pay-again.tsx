import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { codeOf } from '#apps/ui/api/problem.ts'
import { Button } from '#apps/ui/button.tsx'
import type { Order } from '#apps/storefront/app/queries.ts'
import { keyFor, settle } from '#apps/storefront/checkout/attempts.ts'
import { PaymentChoice, type CardToken } from '#apps/storefront/checkout/payment-choice.tsx'
import { PlaceTrouble } from '#apps/storefront/checkout/place-trouble.tsx'
import { show } from '#apps/storefront/order/follow-order.ts'
import { useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

const patienceMs = 60_000
const waitSeconds = 8

/** Another card for an order whose payment was declined; the order stays the same. */
export function PayAgain({ order }: { order: Order }) {
  const { order: says, checkout } = useWords()
  const format = useFormat()
  const [token, setToken] = useState<CardToken>('tok_visa')
  const pay = useMutation({
    mutationFn: () => {
      const body = { payment: { method: 'card' as const, token } }
      // After another decline the version is another, and so is the key.
      const key = keyFor(order.id, [order.version, body])
      return call('POST /v1/orders/{id}/payments', {
        params: { id: order.id },
        body,
        key,
        wait: waitSeconds,
        patienceMs,
      })
    },
    onSuccess: (paid) => {
      settle(order.id)
      show(order.id, paid)
    },
    onError: (error) => {
      if (codeOf(error) !== 'offline') settle(order.id)
    },
  })
  return (
    <section>
      <h2 className="display mb-4 text-2xl">{says.payAgain}</h2>
      <PaymentChoice chosen={token} onChoose={setToken} />
      <div className="mt-5 space-y-4">
        {pay.isPending ? null : <PlaceTrouble error={pay.error} />}
        <Button size="large" className="w-full" busy={pay.isPending} onClick={() => pay.mutate()}>
          {pay.isPending ? checkout.paying : says.payNow(format.price(order.total))}
        </Button>
      </div>
    </section>
  )
}
