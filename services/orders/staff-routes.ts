import { OneOf, PageOf, PageQuery, Strict, Type } from '#kernel/core/schema.ts'
import type { IndexRange } from '#kernel/ports/ledger.ts'
import { command, query } from '#kernel/service/route.ts'
import { withVersion } from '#kernel/service/with-version.ts'
import {
  AdminOrderView,
  Email,
  NoteBody,
  orderStatuses,
  OrderView,
  RefundBody,
  ShipBody,
} from '#services/orders/contract.ts'
import { notFound, order, ordersUnder } from '#services/orders/order.ts'
import { adminOrderView, orderView } from '#services/orders/order-view.ts'
import { Params } from '#services/orders/shopper-routes.ts'

const location = (id: string) => `/v1/admin/orders/${id}`

export const staffRoutes = [
  query({
    method: 'GET',
    path: '/v1/admin/orders',
    permission: 'orders:read',
    summary: 'List orders, the newest first; of one status or one mail address',
    query: Strict({
      ...PageQuery,
      status: Type.Optional(OneOf(orderStatuses)),
      email: Type.Optional(Email),
    }),
    response: PageOf(OrderView),
    handle: async (request, context) => {
      const { cursor, limit } = request.query
      const page = await context.list(order, rangeOf(request.query), { cursor, limit })
      return { items: page.items.map(orderView), next: page.next }
    },
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

function rangeOf({
  status,
  email,
}: {
  readonly status?: string
  readonly email?: string
}): IndexRange {
  if (email !== undefined) return ordersUnder(email)
  if (status !== undefined) return { index: 'status', prefix: `${status} `, descending: true }
  return { index: 'placed', descending: true }
}
