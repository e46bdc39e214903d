import type { Workload } from '#kernel/service/workload.ts'
import { workload as analytics } from '#services/analytics/workload.ts'
import { workload as cart } from '#services/cart/workload.ts'
import { workload as catalog } from '#services/catalog/workload.ts'
import { workload as customers } from '#services/customers/workload.ts'
import { workload as identity } from '#services/identity/workload.ts'
import { workload as inventory } from '#services/inventory/workload.ts'
import { workload as notifications } from '#services/notifications/workload.ts'
import { workload as orders } from '#services/orders/workload.ts'
import { workload as payments } from '#services/payments/workload.ts'
import { workload as pricing } from '#services/pricing/workload.ts'
import { workload as search } from '#services/search/workload.ts'
import { workload as shipping } from '#services/shipping/workload.ts'

/**
 * What people do all day, service by service. They are prepared in this order: there must be
 * products before they can be counted, and units before they can be bought.
 */
export const workloads: readonly Workload[] = [
  catalog,
  search,
  pricing,
  inventory,
  cart,
  orders,
  payments,
  shipping,
  notifications,
  customers,
  identity,
  analytics,
]
