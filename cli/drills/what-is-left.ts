// The records of a drill that could not be finished, from whoever still answers.

import { saysOf } from '#kernel/core/fault.ts'
import { bankBooks, type Charge } from '#cli/drills/books.ts'
import type { DrillProduct } from '#cli/drills/drill-product.ts'
import { ledgerOrders, settled, type LedgerOrder } from '#cli/drills/ledger-orders.ts'
import type { Stage } from '#cli/drills/stage.ts'
import { fetchedFrom } from '#cli/fetched.ts'
import { allLosses, regionReports, salvagedEvents } from '#cli/loss/open-losses.ts'
import { asOperator } from '#cli/operator.ts'
import type { StoreFile } from '#cli/running-store.ts'
import { homeOf } from '#kernel/core/id.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

export interface Left {
  /** Null when no region could be asked. */
  readonly orders: readonly LedgerOrder[] | null
  /** Whether a region that is in the pair, or goes on alone, was asked: others may be behind. */
  readonly isServing: boolean
  /** Null when the bank could not be asked. */
  readonly charges: readonly Charge[] | null
  readonly salvaged: ReadonlySet<string>
}

export async function whatIsLeft({
  store,
  product,
  stage,
  at,
  since,
}: {
  readonly store: StoreFile
  readonly product: DrillProduct
  readonly stage: Stage
  readonly at: string
  readonly since: string
}): Promise<Left> {
  const noted = async <Result>(what: string, read: () => Promise<Result>) => {
    try {
      return await read()
    } catch (error) {
      stage.note(`${what}: ${saysOf(error)}`)
      return null
    }
  }
  const isOurs = ({ lines }: LedgerOrder) => lines.some(({ sku }) => product.units.has(sku))
  let asked: readonly RegionReport[] = []
  const orders = await noted('the orders cannot be read', () =>
    settled(async () => {
      const reports = (await regionReports(store)).filter((report) => report !== null)
      const serving = reports.filter(isInService)
      const read = await Promise.all(
        (serving.length > 0 ? serving : reports).map(async (report) => {
          const url = store.regions.find(({ code }) => code === report.region)?.url ?? store.edge
          const fetched = fetchedFrom(url, asOperator(store))
          const found = await noted(`the orders of ${report.region}`, () =>
            ledgerOrders(fetched, since),
          )
          return found === null ? [] : [{ report, found }]
        }),
      )
      asked = read.flat().map(({ report }) => report)
      if (asked.length === 0) throw new Error('no region answers')
      // Whoever serves an order's home knows what became of it.
      const homes = new Set(asked.flatMap(({ serves }) => serves))
      const held = read.flat().flatMap(({ report: { serves }, found }) =>
        found.filter(({ id }) => {
          const home = homeOf(id) ?? ''
          return serves.includes(home) || !homes.has(home)
        }),
      )
      return [...new Map(held.map((order) => [order.id, order])).values()]
    }, isOurs),
  )
  const who = asked.map(({ region, standing }) => `${region}, which is ${standing}`)
  if (orders !== null) stage.note(`the orders are read from ${who.join(', and ')}`)
  return {
    orders,
    isServing: asked.some(isInService),
    charges: await noted("the bank's books cannot be read", () => bankBooks(store)),
    salvaged: (await noted('the salvage', () => salvagedSince(store, at))) ?? new Set(),
  }
}

/** Documents of which events were saved when a region that was lost since this instant came back. */
export async function salvagedSince(store: StoreFile, since: string): Promise<ReadonlySet<string>> {
  const losses = allLosses(await regionReports(store)).filter(({ at }) => at >= since)
  return new Set(losses.flatMap(salvagedEvents).map(({ documentId }) => documentId))
}

function isInService({ standing }: RegionReport): boolean {
  return standing === 'paired' || standing === 'solo'
}
