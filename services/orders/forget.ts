// What a shop keeps of somebody who wants to be forgotten (GDPR, articles 17 and 18): while the order is on its
// way, the address that it goes to; afterwards the invoice, as long as the law wants the books; then amounts,
// items and tax, which name nobody.

import { epochMsOf } from '#kernel/core/instant.ts'
import { reaction } from '#kernel/service/reaction.ts'
import type { PersonForgotten } from '#services/identity/contract.ts'
import { booksUntil, forgetAgainMs, openAtMostMs } from '#services/orders/contract.ts'
import type {
  Decision,
  ForgetInvoice,
  ForgetPerson,
  ForgettingPutOff,
  OrderPersonForgotten,
  PlacedOrder,
} from '#services/orders/order-model.ts'
import { forgottenText, placeOf } from '#services/shipping/contract.ts'

export function forgetPerson(state: PlacedOrder, { at }: ForgetPerson): Decision {
  if (state.forgottenAt !== undefined) return []
  if (!isOver(state, at)) return [{ type: 'orders.forgetting-put-off', at }]
  return [
    {
      type: 'orders.person-forgotten',
      at,
      placedAt: state.placedAt,
      attempts: state.progress.attempt,
      shipmentIds: state.shipments.map(({ id }) => id),
      refundIds: state.refunds.map(({ id }) => id),
    },
  ]
}

export function forgetInvoice(state: PlacedOrder, { at }: ForgetInvoice): Decision {
  return state.billingAddress.name === forgottenText
    ? []
    : [{ type: 'orders.invoice-forgotten', at }]
}

/** A parcel that no carrier reports as delivered must not keep an address for ever. */
function isOver({ status, placedAt }: PlacedOrder, at: string): boolean {
  return (
    (status !== 'pending' && status !== 'confirmed') ||
    epochMsOf(at) - epochMsOf(placedAt) > openAtMostMs
  )
}

export function withoutPerson(order: PlacedOrder, at: string): PlacedOrder {
  const { phone: _, ...invoiced } = order.billingAddress
  return {
    ...order,
    forgottenAt: at,
    email: '',
    shippingAddress: placeOf(order.shippingAddress),
    billingAddress: invoiced,
    // Staff writes about people.
    notes: [],
  }
}

export const withoutInvoice = (order: PlacedOrder): PlacedOrder => ({
  ...order,
  billingAddress: placeOf(order.billingAddress),
})

export const forgettingReactions = [
  reaction<PersonForgotten>('forget-person', 'identity.person-forgotten', ({ orderIds }) =>
    orderIds.map((id) => ({ kind: 'order', id, command: { type: 'forget-person' } })),
  ),
  reaction<ForgettingPutOff>('forget-later', 'orders.forgetting-put-off', (_, { documentId }) => [
    { kind: 'order', id: documentId, dueIn: forgetAgainMs, command: { type: 'forget-person' } },
  ]),
  reaction<OrderPersonForgotten>(
    'forget-invoice',
    'orders.person-forgotten',
    ({ at, placedAt }, { documentId }) => {
      const dueIn = Math.max(1, epochMsOf(booksUntil(placedAt)) - epochMsOf(at))
      return [{ kind: 'order', id: documentId, dueIn, command: { type: 'forget-invoice' } }]
    },
  ),
]
