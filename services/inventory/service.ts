import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { answers } from '#kernel/service/query.ts'
import { availability, inventoryRefusals, lowSkus } from '#services/inventory/contract.ts'
import { reactions } from '#services/inventory/reactions.ts'
import { listStock } from '#services/inventory/list-stock.ts'
import { readShares } from '#services/inventory/read-shares.ts'
import { routes } from '#services/inventory/routes.ts'
import { availabilityOf } from '#services/inventory/stock-view.ts'
import { stock } from '#services/inventory/stock.ts'

export const inventory = defineService({
  name: 'inventory',
  does: 'Keeps count of units, one share per region, and never promises one twice.',
  aggregates: [aggregate(stock)],
  routes,
  reactions,
  answers: [
    answers(availability, async ({ skus }, context) => {
      const shares = await readShares(context, skus)
      return skus.map((sku) => availabilityOf(sku, shares.get(sku) ?? []))
    }),
    answers(lowSkus, async (wanted, context) => {
      const { skus, shares, next } = await listStock(wanted, context)
      return { items: skus.map((sku) => availabilityOf(sku, shares.get(sku) ?? [])), next }
    }),
  ],
  refusals: inventoryRefusals.catalogue,
})
