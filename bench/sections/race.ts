import type { Section } from '#bench/section.ts'
import { furnish, retire } from '#cli/drills/drill-product.ts'
import { ShopApi } from '#cli/shop/api.ts'
import { crowd } from '#cli/shop/crowd.ts'

const maxMs = 5_000

/** Many buyers, few pieces, both regions at once. */
export const race: Section = {
  name: 'race',
  summary: '200 buyers race for 50 pieces',
  measure: async ({ store, toy, runs }) => {
    const [buyers, pieces] = toy ? [20, 5] : [200, 50]
    const times: number[] = []
    const outcomes: string[] = []
    let exact = true
    for (let run = 0; run < runs; run += 1) {
      const product = await furnish(store, `race${run}${Date.now() % 100_000}`, pieces)
      const apis = store.regions.map(
        ({ code }) => new ShopApi(store.edge, { connections: buyers / 2, region: code }),
      )
      const startedAt = performance.now()
      const receipts = await crowd({
        apis,
        shoppers: buyers,
        purchasesEach: 1,
        pauseMs: 0,
        signal: AbortSignal.timeout(60_000),
        basket: (number) => product.basket(number, true),
      })
      times.push(performance.now() - startedAt)
      const told = (what: string) => receipts.filter((receipt) => receipt.told === what).length
      exact &&= told('confirmed') === pieces && told('sold-out') === buyers - pieces
      outcomes.push(`${told('confirmed')} confirmed, ${told('sold-out')} sold out`)
      await Promise.all(apis.map((api) => api.close()))
      await retire(store, product)
    }
    return [
      {
        what: `${buyers} buyers for ${pieces} pieces, until everybody knows`,
        unit: 'ms',
        runs: times,
        target: `exactly ${pieces} confirmed, ${buyers - pieces} sold out, ≤ ${maxMs} ms`,
        met: exact && Math.max(...times) <= maxMs,
        notes: outcomes.join('; '),
      },
    ]
  },
}
