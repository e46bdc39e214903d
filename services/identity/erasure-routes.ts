// What staff does when somebody asks to be forgotten, with or without an account.

import { command } from '#kernel/service/route.ts'
import { account } from '#services/identity/account.ts'
import {
  accountIdOf,
  ErasureBody,
  ErasureView,
  type PersonForgotten,
} from '#services/identity/contract.ts'
import { ordersUnder } from '#services/identity/erasure.ts'
import { accounted } from '#services/identity/staff-routes.ts'
import { booksUntil, ordersById } from '#services/orders/contract.ts'

export const erasureRoutes = [
  command({
    method: 'POST',
    path: '/v1/admin/erasures',
    permission: 'customers:write',
    summary: 'Forget a person, by mail address',
    description:
      'Account, customer record, messages and parcels’ addresses go. Orders keep amounts, items and ' +
      'tax, and their invoice until the end of the tenth year after the order; one that is on its ' +
      'way keeps its address until it has arrived.',
    body: ErasureBody,
    response: ErasureView,
    aggregate: account,
    status: 202,
    target: ({ body }, context) => accountIdOf(body.email, context.homeFor('primary')),
    command: async (request, context) => ({
      type: 'forget-person' as const,
      shows: 'staff' as const,
      orderIds: (await ordersUnder(request.body.email, context)).map(({ id }) => id),
      ...accounted(request, context),
    }),
    answer: async ({ id }, context) => {
      const events = await context.history(account, id)
      const forgotten = events.findLast(({ type }) => type === 'identity.person-forgotten')
      const orderIds = (forgotten?.data['orderIds'] ?? []) as PersonForgotten['orderIds']
      const [newest] = orderIds
      const found = newest === undefined ? [] : await context.ask(ordersById, { ids: [newest] })
      const placedAt = found[0]?.placedAt ?? null
      return {
        orders: orderIds.length,
        booksUntil: placedAt === null ? null : booksUntil(placedAt),
      }
    },
  }),
]
