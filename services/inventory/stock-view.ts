import type { Availability, StockView } from '#services/inventory/contract.ts'
import type { HomeShare } from '#services/inventory/read-shares.ts'
import { sellableSince } from '#services/inventory/share.ts'

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
    available: shares.reduce((total, share) => total + sellableAt(share), 0),
    shares: shares.flatMap((kept) => {
      const { home, share, changedAt, frozenSince } = kept
      const { onHand, reserved } = share
      if (changedAt === null) return []
      const available = sellableAt(kept)
      return [{ home, onHand, reserved, available, frozen: frozenSince !== null, changedAt }]
    }),
  }
}

export function availabilityOf(sku: string, shares: readonly HomeShare[]): Availability {
  const { tracked, backorder } = rulesOf(shares)
  const free = shares.reduce((sum, share) => sum + sellableAt(share), 0)
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

const sellableAt = ({ share, frozenSince }: HomeShare): number => sellableSince(share, frozenSince)
