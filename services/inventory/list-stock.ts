import type { Context } from '#kernel/service/context.ts'
import { skuOf } from '#services/inventory/contract.ts'
import { readShares, type HomeShare } from '#services/inventory/read-shares.ts'
import { stock } from '#services/inventory/stock.ts'

interface StockWanted {
  /** Only what runs low, or has run out, in some home. */
  readonly only?: 'low' | 'none' | undefined
  /** How the SKU begins. */
  readonly sku?: string
  readonly cursor?: string
  readonly limit?: number
}

interface StockPage {
  readonly skus: readonly string[]
  readonly shares: ReadonlyMap<string, readonly HomeShare[]>
  readonly next: string | null
}

/** A page of shares, and all shares of their SKUs. */
export async function listStock(
  { only, sku, cursor, limit }: StockWanted,
  context: Context,
): Promise<StockPage> {
  const range = { index: only ?? 'sku', ...(sku === undefined ? {} : { prefix: sku }) }
  const page = await context.list(stock, range, { cursor, limit })
  const skus = [...new Set(page.items.map(({ id }) => skuOf(id)))]
  return { skus, shares: await readShares(context, skus), next: page.next }
}
