import { Id, Instant, Nullable, Strict, Type } from '#kernel/core/schema.ts'
import { query } from '#kernel/service/route.ts'
import { withVersion } from '#kernel/service/with-version.ts'
import { DiscrepancyView, paymentRefusals, PaymentView } from '#services/payments/contract.ts'
import { payment } from '#services/payments/payment.ts'
import { paymentView } from '#services/payments/payment-view.ts'
import { reconciliation, reconciliationIdOf } from '#services/payments/reconciliation.ts'

export const staffRoutes = [
  query({
    method: 'GET',
    path: '/v1/admin/payments/discrepancies',
    permission: 'payments:read',
    summary: 'Where the books of the bank and ours differ',
    response: Type.Object({
      items: Type.Array(DiscrepancyView),
      /** When the books were last read to the end, per home. */
      readThrough: Type.Record(Type.String(), Nullable(Instant)),
    }),
    handle: async (_request, context) => {
      const ids = context.homes.map(reconciliationIdOf)
      const found = await context.readMany(reconciliation, ids)
      const states = new Map(found.map(({ id, state }) => [id, state]))
      return {
        items: found.flatMap(({ state }) => Object.values(state.open)),
        readThrough: Object.fromEntries(
          context.homes.map((home) => [
            home,
            states.get(reconciliationIdOf(home))?.readThroughAt ?? null,
          ]),
        ),
      }
    },
  }),

  query({
    method: 'GET',
    path: '/v1/admin/payments/{id}',
    permission: 'payments:read',
    summary: 'Read the payment of an order: its id is the order id with pay_ in front',
    params: Strict({ id: Id }),
    response: PaymentView,
    handle: async ({ params }, context) => {
      const found = await context.read(payment, params.id)
      return found === null
        ? paymentRefusals.notFound('Nothing was paid under this id.')
        : withVersion(paymentView(found), found.version)
    },
  }),
]
