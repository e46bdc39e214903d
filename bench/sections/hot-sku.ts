import { randomBytes } from 'node:crypto'
import { brokenPromises } from '#bench/broken-promises.ts'
import { median } from '#bench/figure.ts'
import { barePostgres } from '#bench/floor/bare-postgres.ts'
import { withShopApis } from '#bench/load/shop-apis.ts'
import type { StoreSection } from '#bench/section.ts'
import { furnish } from '#cli/drills/drill-product.ts'
import { control } from '#cli/running-store.ts'
import { crowd } from '#cli/shop/crowd.ts'

const roundTripMs = 90
const leastPerSecond = 100
const patienceMs = 180_000
const clients = 16

/** Everybody wants the same thing, and every commit waits for another continent. */
export const hotSku: StoreSection = {
  name: 'hot-sku',
  summary: 'reservations of one SKU while the regions are 90 ms apart',
  on: 'store',
  catalog: 'demo',
  measure: async ({ store, toy, runs, say }) => {
    const [shoppers, pieces] = toy ? [30, 20] : [320, 3_000]
    const rates: number[] = []
    const floors: number[] = []
    const outcomes: string[] = []
    const wrong: string[] = []
    await control(store, 'POST', '/latency/', { roundTripMs })
    try {
      for (let run = 0; run < runs; run += 1) {
        floors.push(await barePostgres(store, { forMs: toy ? 300 : 3_000, clients }))
        const product = await furnish(store, `hot-${randomBytes(3).toString('hex')}`, pieces)
        const since = new Date().toISOString()
        const startedAt = Date.now()
        const soldOut = new AbortController()
        const signal = AbortSignal.any([soldOut.signal, AbortSignal.timeout(patienceMs)])
        const receipts = await withShopApis(store, shoppers, (apis) =>
          crowd({
            apis,
            shoppers,
            pauseMs: 0,
            signal,
            basket: (number) => product.basket(number, true),
            onReceipt: ({ told }) => {
              if (told === 'sold-out') soldOut.abort()
            },
          }),
        )
        const sold = receipts.filter(({ told }) => told === 'confirmed')
        const lastAt = Math.max(...sold.map(({ endedAt }) => endedAt))
        rates.push(sold.length / ((lastAt - startedAt) / 1_000))
        const refused = receipts.filter(({ told }) => told === 'rejected')
        const why = [...new Set(refused.map((receipt) => receipt.why ?? 'without a reason'))]
        outcomes.push(
          `${sold.length} of ${pieces} sold` +
            (refused.length > 0 ? `, ${refused.length} refused (${why.join(', ')})` : ''),
        )
        const failed = receipts.filter(({ told }) => told === 'failed' || told === 'pending')
        if (failed.length > 0) {
          wrong.push(`${failed.length} buyers got no answer: ${failed[0]?.why ?? 'still pending'}`)
        }
        if (sold.length > pieces) wrong.push(`${sold.length} sold of ${pieces}`)
        wrong.push(...(await brokenPromises(store, { since, units: product.units, receipts })))
        say(`  run ${run + 1} of ${runs}: ${rates.at(-1)?.toFixed(0)} reservations/s`)
      }
    } finally {
      await control(store, 'POST', '/latency/', { roundTripMs: 0 })
    }
    return [
      {
        what: `reservations of one SKU at ${roundTripMs} ms round trip, ${shoppers} shoppers who pay`,
        unit: '/s',
        runs: rates,
        floor: { what: `bare PostgreSQL transactions, ${clients} clients`, runs: floors },
        target: `≥ ${leastPerSecond}/s, none oversold`,
        met: wrong.length === 0 && median(rates) >= leastPerSecond,
        notes: outcomes.join('; '),
        wrong,
      },
    ]
  },
}
