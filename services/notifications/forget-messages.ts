import { reaction } from '#kernel/service/reaction.ts'
import { messageIdOf } from '#services/notifications/contract.ts'
import { occasionOfShipment } from '#services/notifications/send-mail.ts'
import type { OrderPersonForgotten } from '#services/orders/contract.ts'

/** Every message that there can be about an order; what was never sent leaves a mark, for it may be on its way. */
export const forgetMessages = reaction<OrderPersonForgotten>(
  'forget-messages',
  'orders.person-forgotten',
  ({ attempts, shipmentIds, refundIds }, { documentId }) =>
    [
      'order-confirmed',
      'order-rejected',
      'order-cancelled',
      ...Array.from({ length: attempts }, (_, at) => `payment-declined-${at + 1}`),
      ...shipmentIds.map(occasionOfShipment),
      ...refundIds.map((id) => `order-${id}`),
    ].map((occasion) => ({
      kind: 'message',
      id: messageIdOf(documentId, occasion),
      command: { type: 'forget' },
    })),
)
