// The words of analytics: what was sold, day by day.

import { defineRefusals } from '#kernel/core/decider.ts'
import { CurrencyCode, Money, Nullable, Type, type Static } from '#kernel/core/schema.ts'

export const daysMax = 90

export const analyticsRefusals = defineRefusals('analytics', {})

const Day = Type.Object({
  /** `2026-11-28`, in UTC. */
  day: Type.String(),
  orders: Type.Integer(),
  sales: Money,
  refunded: Money,
})

export const SalesView = Type.Object({
  currency: CurrencyCode,
  /** Every day of the window, the oldest first. */
  days: Type.Array(Day),
  /** Currencies in which anything was sold. */
  currencies: Type.Array(CurrencyCode),
  /** Products by what they brought in, the best first. */
  top: Type.Array(
    Type.Object({
      productId: Type.String(),
      /** Null when it was removed since. */
      title: Nullable(Type.String()),
      handle: Nullable(Type.String()),
      image: Nullable(Type.String()),
      units: Type.Integer(),
      sales: Money,
    }),
  ),
  /** Of the last day at the most, and of regions whose process runs that long. */
  visits: Type.Object({ carts: Type.Integer(), checkouts: Type.Integer() }),
})
export type SalesView = Static<typeof SalesView>
