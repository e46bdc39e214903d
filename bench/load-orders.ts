import { embeddedLedger } from '#adapters/embedded/ledger.ts'
import { emailOf, madeCustomer, madeOrder } from '#bench/made-order.ts'
import { askRegion } from '#cli/region-client.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { Commit } from '#kernel/ports/ledger.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

const batch = 500
const leaseMs = 15_000

/**
 * Puts made-up orders and their customers into the first region's ledger, as its process would: document
 * and index entries by the service's own tables. Only their events are left out, for nobody is to be
 * mailed about them.
 */
export async function loadOrders(
  store: StoreFile,
  { run, count, say }: { run: string; count: number; say: (line: string) => void },
): Promise<void> {
  const [region] = store.regions
  if (region === undefined) throw new Error('the store has no region')
  const { epoch, serves } = await askRegion<RegionReport>(store, region.code, 'report')
  const ledger = await embeddedLedger({ url: region.ledger, leaseMs })
  ledger.believe({ epoch, serves })
  const commitAll = async (commits: readonly Commit[]) => {
    for (const outcome of await ledger.commitMany(commits))
      if (!outcome.committed) throw outcome.fault
  }
  try {
    for (let from = 0; from < count; from += batch) {
      const numbers = Array.from({ length: Math.min(batch, count - from) }, (_, at) => from + at)
      await commitAll(numbers.map((number) => madeOrder(run, number)))
      const firsts = numbers.filter(
        (number) => number === 0 || emailOf(run, number) !== emailOf(run, number - 1),
      )
      await commitAll(firsts.map((number) => madeCustomer(run, number)))
      if ((from + batch) % 20_000 === 0) say(`  ${from + batch} orders are in`)
    }
  } finally {
    await ledger.close()
  }
}
