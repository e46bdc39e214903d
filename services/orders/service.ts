import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { answers } from '#kernel/service/query.ts'
import { orderRefusals, ordersById, ordersOf, ordersSince } from '#services/orders/contract.ts'
import { order, ordersUnder } from '#services/orders/order.ts'
import { orderView } from '#services/orders/order-view.ts'
import { reactions } from '#services/orders/reactions.ts'
import { shopperRoutes } from '#services/orders/shopper-routes.ts'
import { findSoldOrders, listSoldOrders } from '#services/orders/sold-orders.ts'
import { staffRoutes } from '#services/orders/staff-routes.ts'

export const orders = defineService({
  name: 'orders',
  does: 'Takes orders and sees them through: reserved, paid, shipped, delivered, or undone.',
  aggregates: [aggregate(order)],
  routes: [...shopperRoutes, ...staffRoutes],
  reactions,
  answers: [
    answers(ordersOf, async ({ email, ...page }, context) => {
      const { items, next } = await context.list(order, ordersUnder(email), page)
      return { items: items.map(orderView), next }
    }),
    answers(ordersById, ({ ids }, context) => findSoldOrders(ids, context)),
    answers(ordersSince, listSoldOrders),
  ],
  refusals: orderRefusals.catalogue,
})
