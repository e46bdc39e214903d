import { randomBytes } from 'node:crypto'
import { brokenPromises } from '#bench/broken-promises.ts'
import { withShopApis } from '#bench/load/shop-apis.ts'
import type { StoreSection } from '#bench/section.ts'
import { furnish } from '#cli/drills/drill-product.ts'
import { crowd } from '#cli/shop/crowd.ts'

const withinMs = 5_000
const patienceMs = 60_000

/** Many buyers, few pieces, both regions at once. */
export const race: StoreSection = {
  name: 'race',
  summary: '200 buyers race for 50 pieces in both regions',
  on: 'store',
  catalog: 'demo',
  measure: async ({ store, toy, runs }) => {
    const [buyers, pieces] = toy ? [24, 6] : [200, 50]
    const times: number[] = []
    const outcomes: string[] = []
    const wrong: string[] = []
    for (let run = 0; run < runs; run += 1) {
      const product = await furnish(store, `race-${randomBytes(3).toString('hex')}`, pieces)
      const since = new Date().toISOString()
      const startedAt = performance.now()
      const receipts = await withShopApis(store, buyers, (apis) =>
        crowd({
          apis,
          shoppers: buyers,
          purchasesEach: 1,
          pauseMs: 0,
          signal: AbortSignal.timeout(patienceMs),
          basket: (number) => product.basket(number, true),
        }),
      )
      times.push(performance.now() - startedAt)
      const told = (what: string) => receipts.filter((receipt) => receipt.told === what).length
      const outcome = `${told('confirmed')} confirmed, ${told('sold-out')} sold out`
      outcomes.push(outcome)
      if (told('confirmed') !== pieces || told('sold-out') !== buyers - pieces) {
        wrong.push(`run ${run + 1}: ${outcome}, ${reasons(receipts)}`)
      }
      const broken = await brokenPromises(store, { since, units: product.units, receipts })
      wrong.push(...broken)
    }
    return [
      {
        what: `${buyers} buyers for ${pieces} pieces, until everybody knows`,
        unit: 'ms',
        runs: times,
        target: `exactly ${pieces} confirmed, ${buyers - pieces} sold out, each time ≤ ${withinMs} ms`,
        met: wrong.length === 0 && Math.max(...times) <= withinMs,
        notes: outcomes.join('; '),
        wrong,
      },
    ]
  },
}

function reasons(receipts: readonly { told: string; why?: string }[]): string {
  const others = receipts.filter(({ told }) => told !== 'confirmed' && told !== 'sold-out')
  return `${others.length} others (${[...new Set(others.map(({ told, why }) => why ?? told))].slice(0, 3).join('; ')})`
}
