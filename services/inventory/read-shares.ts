import type { Home } from '#kernel/core/id.ts'
import type { Instant } from '#kernel/core/instant.ts'
import type { Context } from '#kernel/service/context.ts'
import { stockId } from '#services/inventory/contract.ts'
import { noShare, type Share } from '#services/inventory/share.ts'
import { stock } from '#services/inventory/stock.ts'

export interface HomeShare {
  readonly home: Home
  /** Null: never written. */
  readonly changedAt: Instant | null
  readonly share: Share
  /** Since when its home is frozen; null when it is not. */
  readonly frozenSince: number | null
}

/** The shares of each SKU over all homes, from the local copy. */
export async function readShares(
  context: Context,
  skus: readonly string[],
): Promise<ReadonlyMap<string, readonly HomeShare[]>> {
  const wanted = [...new Set(skus)]
  const ids = wanted.flatMap((sku) => context.homes.map((home) => stockId(home, sku)))
  const found = new Map((await context.readMany(stock, ids)).map((read) => [read.id, read]))
  return new Map(
    wanted.map((sku) => [
      sku,
      context.homes.map((home) => {
        const read = found.get(stockId(home, sku))
        return {
          home,
          changedAt: read?.changedAt ?? null,
          share: read?.state ?? noShare,
          frozenSince: context.frozenSince(home),
        }
      }),
    ]),
  )
}

/** What has come or gone in each home, as far as this copy knows. */
export const movedIn = (shares: readonly HomeShare[]): Readonly<Record<Home, number>> =>
  Object.fromEntries(shares.map(({ home, share }) => [home, share.moved ?? 0]))
