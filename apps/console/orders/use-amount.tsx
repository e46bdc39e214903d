import { useState, type ReactNode } from 'react'
import { TextField } from '#apps/ui/field.tsx'
import { plainPrice, price, readPrice } from '#apps/console/app/format.ts'
import type { Order } from '#apps/console/orders/order-queries.ts'

/**
 * Money of an order that somebody types, up to what is left of it.
 * @param done as in "can be captured"
 */
export function useAmount(
  left: Order['total'],
  done: string,
): { readonly amount: number | null; readonly isFine: boolean; readonly field: ReactNode } {
  const { currency } = left
  const [text, setText] = useState(plainPrice(left))
  const amount = readPrice(text, currency)
  const error =
    amount === null || amount === 0
      ? 'Give an amount, such as 12.50.'
      : amount > left.amount
        ? `At most ${price(left)} can be ${done}.`
        : undefined
  const field = (
    <TextField
      label={`Amount in ${currency}`}
      inputMode="decimal"
      value={text}
      onChange={(event) => setText(event.target.value)}
      hint={`Up to ${price(left)}`}
      error={error}
    />
  )
  return { amount, isFine: error === undefined, field }
}
