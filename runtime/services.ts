import { analytics } from '#services/analytics/service.ts'
import { cart } from '#services/cart/service.ts'
import { catalog } from '#services/catalog/service.ts'
import { customers } from '#services/customers/service.ts'
import { gateway } from '#services/gateway/service.ts'
import { identity } from '#services/identity/service.ts'
import { inventory } from '#services/inventory/service.ts'
import { notifications } from '#services/notifications/service.ts'
import { operations } from '#services/operations/service.ts'
import { orders } from '#services/orders/service.ts'
import { payments } from '#services/payments/service.ts'
import { pricing } from '#services/pricing/service.ts'
import { search } from '#services/search/service.ts'
import { shipping } from '#services/shipping/service.ts'
import type { Service } from '#kernel/service/define-service.ts'

/** Every service of the platform. On one machine they share a process per region. */
export const services: readonly Service[] = [
  catalog,
  pricing,
  search,
  cart,
  orders,
  inventory,
  payments,
  shipping,
  notifications,
  customers,
  identity,
  gateway,
  operations,
  analytics,
]
