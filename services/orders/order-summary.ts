import { orderNumberOf, type OrderSummary } from '#services/orders/contract.ts'
import type { OrderContent } from '#services/orders/order-model.ts'

export function summaryOf(order: OrderContent & { readonly placedAt: string }): OrderSummary {
  return {
    orderId: order.id,
    number: orderNumberOf(order.id),
    email: order.email,
    name: order.shippingAddress.name,
    placedAt: order.placedAt,
    ...(order.language === undefined ? {} : { language: order.language }),
    lines: order.lines.map(({ title, options, quantity, total }) => ({
      title,
      options,
      quantity,
      total,
    })),
    totals: order.totals,
  }
}
