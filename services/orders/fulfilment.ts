import { homeOf } from '#kernel/core/id.ts'
import { invariant } from '#kernel/core/fault.ts'
import { defineSaga } from '#kernel/events/saga.ts'
import { stockId, type Release, type Reserve } from '#services/inventory/contract.ts'
import type { Unstamped } from '#kernel/core/decider.ts'
import type { PlacedOrder } from '#services/orders/order-model.ts'
import { takenAhead } from '#services/orders/taken-ahead.ts'
import {
  authorizeCall,
  paymentIdOf,
  type AuthorizeInput,
  type VoidAuthorization,
} from '#services/payments/contract.ts'

/** Reserve, then authorize: a card is never charged for what cannot be delivered. */
export const fulfilment = defineSaga<PlacedOrder, 'orders'>({
  service: 'orders',
  steps: [
    {
      name: 'reserve',
      requests: (order, attempt) =>
        order.lines
          .filter(({ tracked }) => tracked)
          .map(({ sku, quantity }) => {
            const command: Unstamped<Reserve> = {
              type: 'reserve',
              orderId: order.id,
              attempt,
              quantity,
            }
            return { key: sku, send: { kind: 'stock', id: stockOf(order, sku), command } }
          }),
      undo: (order, skus) =>
        order.lines
          .filter(({ sku }) => skus.includes(sku))
          .map(({ sku, quantity }) => {
            const command: Unstamped<Release> = { type: 'release', orderId: order.id, quantity }
            return { kind: 'stock', id: stockOf(order, sku), command }
          }),
    },
    {
      name: 'authorize',
      requests: (order, attempt) => {
        const { total } = order.totals
        if (total.amount === 0) return []
        const { token } = order.payment
        invariant(token !== null, `${order.id} is to be paid without a token`)
        const input: AuthorizeInput = { orderId: order.id, attempt, amount: total, token }
        const send = {
          kind: 'payment',
          id: paymentIdOf(order.id),
          call: authorizeCall,
          input: { ...input },
        }
        return [{ key: 'payment', send }]
      },
      undo: (order, _granted, attempt) => {
        // The bank voids nothing of which a part was captured: that part is refunded, the rest lapses.
        if (takenAhead(order) > 0) return []
        const command: Unstamped<VoidAuthorization> = { type: 'void', orderId: order.id, attempt }
        return [{ kind: 'payment', id: paymentIdOf(order.id), command }]
      },
    },
  ],
})

/** An order takes its units from the share of its own home. */
export function stockOf({ id }: { readonly id: string }, sku: string): string {
  const home = homeOf(id)
  invariant(home !== null, `${id} has no home`)
  return stockId(home, sku)
}
