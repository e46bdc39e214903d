import type { Availability, StockView } from '#services/inventory/contract.ts'
import type { HomeShare } from '#services/inventory/read-shares.ts'
import { availableOf } from '#services/inventory/share.ts'

export function stockView(sku: string, shares: readonly HomeShare[]): StockView {
  const sum = (of: (share: HomeShare) => number) =>
    shares.reduce((total, share) => total + of(share), 0)
  const { tracked, backorder } = rulesOf(shares)
  return {
    sku,
    tracked,
    backorder,
    onHand: sum(({ share }) => share.onHand),
    reserved: sum(({ share }) => share.reserved),
    available: sum(({ share }) => availableOf(share)),
    shares: shares.flatMap(({ home, share, changedAt }) => {
      const { onHand, reserved } = share
      if (changedAt === null) return []
      return [{ home, onHand, reserved, available: availableOf(share), changedAt }]
    }),
  }
}

export function availabilityOf(sku: string, shares: readonly HomeShare[]): Availability {
  const { tracked, backorder } = rulesOf(shares)
  const free = shares.reduce((sum, { share }) => sum + availableOf(share), 0)
  return { sku, tracked, backorder, available: Math.max(0, free) }
}

/** Both homes are told the same; the one that was written speaks. */
function rulesOf(shares: readonly HomeShare[]): { tracked: boolean; backorder: boolean } {
  const written = shares.find(({ changedAt }) => changedAt !== null) ?? shares[0]
  return {
    tracked: written?.share.tracked ?? true,
    backorder: written?.share.backorder ?? false,
  }
}
