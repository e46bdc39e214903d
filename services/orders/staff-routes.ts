import { OneOf, PageOf, PageQuery, Strict, Type } from '#kernel/core/schema.ts'
import { command, query } from '#kernel/service/route.ts'
import { withVersion } from '#kernel/service/with-version.ts'
import {
  AdminOrderView,
  CancelBody,
  CaptureBody,
  Email,
  fulfilmentStatuses,
  NoteBody,
  orderStatuses,
  OrderView,
  paymentStatuses,
  RefundBody,
  ShipBody,
} from '#services/orders/contract.ts'
import { listOrders } from '#services/orders/list-orders.ts'
import { notFound, order } from '#services/orders/order.ts'
import { adminOrderView } from '#services/orders/order-view.ts'
import { Params } from '#services/orders/shopper-routes.ts'
import { isCapturing } from '#services/orders/taken-ahead.ts'

const location = (id: string) => `/v1/admin/orders/${id}`

export const staffRoutes = [
  query({
    method: 'GET',
    path: '/v1/admin/orders',
    permission: 'orders:read',
    summary: 'List orders, the newest first',
    description:
      'Every filter narrows the list. With several of them a page may hold fewer orders than ' +
      '`limit` although more follow: go on while `next` is given.',
    query: Strict({
      ...PageQuery,
      status: Type.Optional(OneOf(orderStatuses)),
      paymentStatus: Type.Optional(OneOf(paymentStatuses)),
      fulfilmentStatus: Type.Optional(OneOf(fulfilmentStatuses)),
      email: Type.Optional(Email),
      number: Type.Optional(
        Type.String({ maxLength: 11, description: 'Only numbers that start with this' }),
      ),
    }),
    response: PageOf(OrderView),
    handle: (request, context) => listOrders(request.query, context),
  }),

  query({
    method: 'GET',
    path: '/v1/admin/orders/{id}',
    permission: 'orders:read',
    summary: 'Read an order with its notes',
    params: Params,
    response: AdminOrderView,
    handle: async ({ params }, context) => {
      const found = await context.read(order, params.id)
      return found === null ? notFound() : withVersion(adminOrderView(found), found.version)
    },
  }),

  command({
    method: 'POST',
    path: '/v1/admin/orders/{id}/shipments',
    permission: 'orders:fulfil',
    summary: 'Ship an order, whole or in part',
    description: 'The part of the payment that falls to these units is taken when they are sent.',
    params: Params,
    body: ShipBody,
    response: AdminOrderView,
    aggregate: order,
    status: 202,
    target: ({ params }) => params.id,
    command: ({ body }) => ({ type: 'ship' as const, lines: body.lines ?? null }),
    answer: adminOrderView,
    location,
  }),

  command({
    method: 'POST',
    path: '/v1/admin/orders/{id}/captures',
    permission: 'orders:capture',
    summary: 'Capture what is authorized and no parcel has taken, whole or in part',
    description:
      'Parcels that are sent later take what is left. Cancelling the order gives it back.',
    params: Params,
    body: CaptureBody,
    response: AdminOrderView,
    aggregate: order,
    status: 202,
    target: ({ params }) => params.id,
    command: ({ body }) => ({ type: 'capture' as const, amount: body.amount ?? null }),
    answer: adminOrderView,
    settled: (state) => state.is === 'placed' && !isCapturing(state),
    location,
  }),

  command({
    method: 'POST',
    path: '/v1/admin/orders/{id}/refunds',
    permission: 'orders:refund',
    summary: 'Give money back, by amount or by units',
    params: Params,
    body: RefundBody,
    response: AdminOrderView,
    aggregate: order,
    status: 202,
    target: ({ params }) => params.id,
    command: ({ body }) => ({
      type: 'refund' as const,
      amount: body.amount ?? null,
      lines: body.lines ?? [],
      returned: body.returned ?? false,
      reason: body.reason,
    }),
    answer: adminOrderView,
    location,
  }),

  command({
    method: 'POST',
    path: '/v1/admin/orders/{id}/cancel',
    permission: 'orders:cancel',
    summary: 'Cancel an order that has not been shipped, for the shop',
    params: Params,
    body: CancelBody,
    response: AdminOrderView,
    aggregate: order,
    status: 202,
    target: ({ params }) => params.id,
    command: ({ body }) => ({ type: 'cancel' as const, reason: body.reason ?? 'by-the-shop' }),
    answer: adminOrderView,
    settled: (state) => state.is === 'placed' && state.status !== 'pending',
    location,
  }),

  command({
    method: 'POST',
    path: '/v1/admin/orders/{id}/notes',
    permission: 'orders:write',
    summary: 'Write a note that only staff sees',
    params: Params,
    body: NoteBody,
    response: AdminOrderView,
    aggregate: order,
    target: ({ params }) => params.id,
    command: ({ body }) => ({ type: 'add-note' as const, text: body.text }),
    answer: adminOrderView,
  }),
]
