import { Id, Strict } from '#kernel/core/schema.ts'
import { command, query, stream } from '#kernel/service/route.ts'
import { withVersion } from '#kernel/service/with-version.ts'
import {
  CancelBody,
  orderIdOf,
  OrderView,
  PayBody,
  PlaceOrderBody,
} from '#services/orders/contract.ts'
import { followOrder } from '#services/orders/follow-order.ts'
import { gatherOrder } from '#services/orders/gather-order.ts'
import { notFound, order } from '#services/orders/order.ts'
import type { OrderState } from '#services/orders/order-model.ts'
import { orderView } from '#services/orders/order-view.ts'

export const Params = Strict({ id: Id })

/** People order rarely; those who try out stolen cards do not. */
const cardLimit = { perMinute: 30, burst: 20 }

const isSettled = (state: OrderState): boolean =>
  state.is === 'placed' && (state.status !== 'pending' || state.paymentStatus === 'declined')

export const shopperRoutes = [
  command({
    method: 'POST',
    path: '/v1/orders',
    summary: 'Order what is in a cart',
    limit: cardLimit,
    description:
      'A cart becomes at most one order: sending it again answers with the order it became, and ' +
      'with another payment token tries a declined payment again. Prices come from the server. Mails about ' +
      'the order are in its `language`; without one, in what `Accept-Language` likes most of the languages ' +
      'there are, else in English.',
    body: PlaceOrderBody,
    response: OrderView,
    aggregate: order,
    status: 202,
    target: ({ body }) => orderIdOf(body.cartId),
    command: (request, context, target) => gatherOrder(request, context, target),
    answer: orderView,
    settled: isSettled,
    location: (id) => `/v1/orders/${id}`,
  }),

  query({
    method: 'GET',
    path: '/v1/orders/{id}',
    summary: 'Read an order',
    params: Params,
    response: OrderView,
    handle: async ({ params }, context) => {
      const found = await context.read(order, params.id)
      return found === null ? notFound() : withVersion(orderView(found), found.version)
    },
  }),

  stream({
    method: 'GET',
    path: '/v1/orders/{id}/events',
    summary: 'Follow an order',
    params: Params,
    stream: ({ params }, context, signal) => followOrder(params.id, context, signal),
  }),

  command({
    method: 'POST',
    path: '/v1/orders/{id}/payments',
    summary: 'Pay again after the payment was declined',
    limit: cardLimit,
    params: Params,
    body: PayBody,
    response: OrderView,
    aggregate: order,
    status: 202,
    target: ({ params }) => params.id,
    command: ({ body }) => ({ type: 'pay' as const, payment: body.payment }),
    answer: orderView,
    settled: isSettled,
    location: (id) => `/v1/orders/${id}`,
  }),

  command({
    method: 'POST',
    path: '/v1/orders/{id}/cancel',
    summary: 'Cancel an order that has not been shipped',
    params: Params,
    body: CancelBody,
    response: OrderView,
    aggregate: order,
    status: 202,
    target: ({ params }) => params.id,
    command: ({ body }) => ({ type: 'cancel' as const, reason: body.reason ?? 'asked-for' }),
    answer: orderView,
    settled: (state) => state.is === 'placed' && state.status !== 'pending',
    location: (id) => `/v1/orders/${id}`,
  }),
]
