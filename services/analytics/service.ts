import { CurrencyCode, Strict, Type } from '#kernel/core/schema.ts'
import { defineService } from '#kernel/service/define-service.ts'
import { query } from '#kernel/service/route.ts'
import { analyticsRefusals, daysMax, SalesView } from '#services/analytics/contract.ts'
import { readSales } from '#services/analytics/read-sales.ts'
import { salesProjection } from '#services/analytics/sales-projection.ts'

const daysDefault = 30

export const analytics = defineService({
  name: 'analytics',
  does: 'Adds up what was sold, day by day and product by product, in a store each region derives.',
  projections: [salesProjection],
  routes: [
    query({
      method: 'GET',
      path: '/v1/admin/analytics/sales',
      permission: 'analytics:read',
      summary: 'What was sold in the last days, in one currency',
      description:
        'Days are those of UTC. Cancelled orders count for nothing, refunds stand apart.',
      query: Strict({
        days: Type.Optional(Type.Integer({ minimum: 1, maximum: daysMax })),
        currency: Type.Optional(CurrencyCode),
      }),
      response: SalesView,
      handle: ({ query: { days = daysDefault, currency } }, context) =>
        readSales({ days, currency }, context),
    }),
  ],
  refusals: analyticsRefusals.catalogue,
})
