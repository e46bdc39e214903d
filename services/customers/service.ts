import type { Unstamped } from '#kernel/core/decider.ts'
import { siblingId } from '#kernel/core/id.ts'
import { Id, PageOf, PageQuery, Strict, Type } from '#kernel/core/schema.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { reaction } from '#kernel/service/reaction.ts'
import { query } from '#kernel/service/route.ts'
import { withVersion } from '#kernel/service/with-version.ts'
import {
  customerIdOf,
  customerRefusals,
  CustomerView,
  type RecordOrder,
} from '#services/customers/contract.ts'
import { customer, type CustomerState } from '#services/customers/customer.ts'
import type { PersonForgotten } from '#services/identity/contract.ts'
import type { OrderConfirmed } from '#services/orders/contract.ts'

export const customers = defineService({
  name: 'customers',
  does: 'Remembers by mail address who bought what.',
  aggregates: [aggregate(customer)],
  routes: [
    query({
      method: 'GET',
      path: '/v1/admin/customers',
      permission: 'customers:read',
      summary: 'List customers, those who bought last first; or by the start of a mail address',
      query: Strict({ ...PageQuery, email: Type.Optional(Type.String({ maxLength: 254 })) }),
      response: PageOf(CustomerView),
      handle: async (request, context) => {
        const { email, cursor, limit } = request.query
        const range =
          email === undefined
            ? { index: 'newest', descending: true }
            : { index: 'email', prefix: email.toLowerCase() }
        const page = await context.list(customer, range, { cursor, limit })
        return { items: page.items.map(customerView), next: page.next }
      },
    }),
    query({
      method: 'GET',
      path: '/v1/admin/customers/{id}',
      permission: 'customers:read',
      summary: 'Read a customer',
      params: Strict({ id: Id }),
      response: CustomerView,
      handle: async ({ params }, context) => {
        const found = await context.read(customer, params.id)
        return found?.state.is !== 'known'
          ? customerRefusals.notFound('Nobody has bought under this id.')
          : withVersion(customerView(found), found.version)
      },
    }),
  ],
  reactions: [
    reaction<OrderConfirmed>('remember-order', 'orders.order-confirmed', ({ order }, about) => {
      const { orderId, email, name, placedAt, totals } = order
      const command: Unstamped<RecordOrder> = {
        type: 'record-order',
        orderId,
        email,
        name,
        total: totals.total,
        placedAt,
      }
      const primary = about.homes[0] ?? about.home
      return [{ kind: 'customer', id: customerIdOf(email, primary), command }]
    }),
    reaction<PersonForgotten>('forget-customer', 'identity.person-forgotten', (event, about) => [
      // Both ids follow from the mail address, which nobody has to name any more.
      {
        kind: 'customer',
        id: siblingId('cus', about.documentId),
        command: { type: 'forget', orderIds: event.orderIds },
      },
    ]),
  ],
  refusals: customerRefusals.catalogue,
})

function customerView({ id, state }: StoredDocument<CustomerState>): CustomerView {
  if (state.is === 'unknown') throw new Error(`${id} is shown before anybody bought`)
  const { is: _, ordered, orderIds, ...rest } = state
  return { id, ...rest, ordered: [...ordered], orderIds: [...orderIds] }
}
