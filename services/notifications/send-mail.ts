import type { Unstamped } from '#kernel/core/decider.ts'
import { outsideCall, reaction, type Send } from '#kernel/service/reaction.ts'
import { compose } from '#services/notifications/compose.ts'
import {
  messageIdOf,
  type Letter,
  type RecordSent,
  type ResendAsked,
} from '#services/notifications/contract.ts'
import type {
  OrderCancelled,
  OrderConfirmed,
  OrderRefunded,
  OrderRejected,
  PaymentDeclined,
  ShipmentSent,
} from '#services/orders/contract.ts'

interface MailInput extends Readonly<Record<string, unknown>> {
  readonly letter: Letter
}

export const sendMail = outsideCall<MailInput, Unstamped<RecordSent>>(
  'notifications.send-mail',
  async ({ letter }, { ports, key }) => {
    // Whoever ordered was forgotten meanwhile: there is nobody to tell.
    if (letter.order.email !== '') await ports.mailer.send(key, compose(letter, ports.publicUrl))
    return { type: 'record-sent', letter }
  },
)

const mail = (id: string, letter: Letter): readonly Send[] => [
  { kind: 'message', id, call: sendMail.name, input: { letter } },
]

const about = (letter: Letter, occasion: string = letter.template): readonly Send[] =>
  mail(messageIdOf(letter.order.orderId, occasion), letter)

export const occasionOfShipment = (id: string): string =>
  `order-shipped${id.slice(id.lastIndexOf('-'))}`

export const reactions = [
  reaction<OrderConfirmed>('tell-confirmed', 'orders.order-confirmed', ({ order }) =>
    about({ template: 'order-confirmed', order }),
  ),
  reaction<PaymentDeclined>('tell-declined', 'orders.payment-declined', (event) => {
    const { order, attempt, reason } = event
    return about({ template: 'payment-declined', order, reason }, `payment-declined-${attempt}`)
  }),
  reaction<OrderRejected>('tell-rejected', 'orders.order-rejected', (event) => {
    const { order, reason, soldOut } = event
    return about({ template: 'order-rejected', order, reason, soldOut })
  }),
  reaction<OrderCancelled>('tell-cancelled', 'orders.order-cancelled', ({ order, reason }) =>
    about({ template: 'order-cancelled', order, reason }),
  ),
  reaction<ShipmentSent>('tell-shipped', 'orders.shipment-sent', ({ order, shipment }) => {
    const { trackingNumber, lines, id } = shipment
    const letter: Letter = {
      template: 'order-shipped',
      order,
      trackingNumber: trackingNumber ?? '',
      lines,
    }
    return about(letter, occasionOfShipment(id))
  }),
  reaction<OrderRefunded>('tell-refunded', 'orders.order-refunded', (event) => {
    const { order, amount, reason, refundId } = event
    return about({ template: 'order-refunded', order, amount, reason }, `order-${refundId}`)
  }),
  reaction<ResendAsked>('send-again', 'notifications.resend-asked', ({ letter }, { documentId }) =>
    mail(documentId, letter),
  ),
]
