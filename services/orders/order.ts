import type { Refusal } from '#kernel/core/decider.ts'
import type { IndexRange } from '#kernel/ports/ledger.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import { addNote } from '#services/orders/add-note.ts'
import { cancel } from '#services/orders/cancel.ts'
import { capture } from '#services/orders/capture.ts'
import { keepOrderEvents, orderNumberOf, orderRefusals } from '#services/orders/contract.ts'
import { forgetInvoice, forgetPerson } from '#services/orders/forget.ts'
import { evolveOrder } from '#services/orders/evolve-order.ts'
import type {
  Decision,
  OrderCommand,
  OrderEvent,
  OrderState,
  PlacedOrder,
} from '#services/orders/order-model.ts'
import { expirePayment, pay, payWithAnother } from '#services/orders/pay.ts'
import { place } from '#services/orders/place.ts'
import { recordAnswer } from '#services/orders/record-answer.ts'
import { recordRefund, refund } from '#services/orders/refund.ts'
import { recordCapture, recordDelivered, recordSent, ship } from '#services/orders/ship.ts'

export const order = defineAggregate<OrderState, OrderCommand, OrderEvent>({
  kind: 'order',
  prefix: 'ord',
  home: 'local',
  durability: 'everywhere',
  keepEvents: keepOrderEvents,
  decider: { initial: { is: 'unplaced' }, decide, evolve: evolveOrder },
  indexes: {
    placed: (state) => (state.is === 'placed' ? [state.placedAt] : []),
    status: (state) => (state.is === 'placed' ? [`${state.status} ${state.placedAt}`] : []),
    payment: (state) => (state.is === 'placed' ? [`${state.paymentStatus} ${state.placedAt}`] : []),
    fulfilment: (state) =>
      state.is === 'placed' ? [`${state.fulfilmentStatus} ${state.placedAt}`] : [],
    email: (state) =>
      state.is === 'placed' && state.email !== ''
        ? [`${state.email.toLowerCase()} ${state.placedAt}`]
        : [],
    number: (state, id) => (state.is === 'placed' ? [orderNumberOf(id)] : []),
  },
})

/** Orders of a mail address, whatever its case; the newest first. */
export const ordersUnder = (email: string): IndexRange => ({
  index: 'email',
  prefix: `${email.toLowerCase()} `,
  descending: true,
})

function decide(state: OrderState, command: OrderCommand): Decision {
  if (command.type === 'place' && state.is === 'unplaced') return place(command)
  if (state.is === 'unplaced') return notFound()
  return decideOnPlaced(state, command)
}

function decideOnPlaced(state: PlacedOrder, command: OrderCommand): Decision {
  switch (command.type) {
    case 'place':
    case 'place-again':
      return payWithAnother(state, command)
    case 'pay':
      return pay(state, command)
    case 'expire-payment':
      return expirePayment(state, command)
    case 'cancel':
      return cancel(state, command)
    case 'ship':
      return ship(state, command)
    case 'capture':
      return capture(state, command)
    case 'refund':
      return refund(state, command)
    case 'add-note':
      return addNote(state, command)
    case 'record-answer':
      return recordAnswer(state, command)
    case 'record-void':
      // An authorization that nobody asked for may be voided while the order stands.
      return state.status === 'cancelled' ? [{ type: 'orders.payment-voided', at: command.at }] : []
    case 'record-shipment-sent':
      return recordSent(state, command)
    case 'record-shipment-delivered':
      return recordDelivered(state, command)
    case 'record-capture':
      return recordCapture(state, command)
    case 'record-refund':
      return recordRefund(state, command)
    case 'forget-person':
      return forgetPerson(state, command)
    case 'forget-invoice':
      return forgetInvoice(state, command)
  }
}

export function notFound(): Refusal {
  return orderRefusals.notFound('No order was placed under this id.')
}
