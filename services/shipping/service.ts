import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { answers } from '#kernel/service/query.ts'
import { reaction } from '#kernel/service/reaction.ts'
import type { OrderPersonForgotten } from '#services/orders/contract.ts'
import { buyLabel, labelWanted } from '#services/shipping/buy-label.ts'
import { shippingMethods, shippingRefusals } from '#services/shipping/contract.ts'
import { methodsFor } from '#services/shipping/methods.ts'
import { routes } from '#services/shipping/routes.ts'
import { shipment } from '#services/shipping/shipment.ts'
import { shippingSettings } from '#services/shipping/shipping-settings.ts'

export const shipping = defineService({
  name: 'shipping',
  does: 'Says what delivery costs, buys labels from the carrier and follows parcels.',
  aggregates: [aggregate(shipment), aggregate(shippingSettings)],
  routes,
  reactions: [
    labelWanted,
    reaction<OrderPersonForgotten>(
      'forget-recipient',
      'orders.person-forgotten',
      ({ shipmentIds }) =>
        shipmentIds.map((id) => ({ kind: 'shipment', id, command: { type: 'forget-recipient' } })),
    ),
  ],
  calls: [buyLabel],
  answers: [answers(shippingMethods, methodsFor)],
  refusals: shippingRefusals.catalogue,
})
