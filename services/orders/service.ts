import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { orderRefusals } from '#services/orders/contract.ts'
import { order } from '#services/orders/order.ts'
import { reactions } from '#services/orders/reactions.ts'
import { shopperRoutes } from '#services/orders/shopper-routes.ts'
import { staffRoutes } from '#services/orders/staff-routes.ts'

export const orders = defineService({
  name: 'orders',
  does: 'Takes orders and sees them through: reserved, paid, shipped, delivered, or undone.',
  aggregates: [aggregate(order)],
  routes: [...shopperRoutes, ...staffRoutes],
  reactions,
  refusals: orderRefusals.catalogue,
})
