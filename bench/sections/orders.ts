import { barePostgres } from '#bench/bare-postgres.ts'
import type { Figure } from '#bench/figure.ts'
import { median } from '#bench/figure.ts'
import type { Section } from '#bench/section.ts'
import { furnish, retire } from '#cli/drills/drill-product.ts'
import { ShopApi } from '#cli/shop/api.ts'
import { crowd } from '#cli/shop/crowd.ts'
import { percentile } from '#cli/shop/percentile.ts'
import type { Receipt } from '#cli/shop/receipt.ts'

const shoppers = 48
const leastPerSecond = 150
const p95MaxMs = 1_000
const loneMedianMaxMs = 40

/** Confirmed orders through HTTP: cart, two lines, order, confirmed. */
export const orders: Section = {
  name: 'orders',
  summary: 'confirmed orders per second, and how long one takes',
  measure: async ({ store, toy, runs, say }) => {
    const product = await furnish(store, `bench${Date.now() % 100_000}`, 1)
    const seconds = toy ? 2 : 60
    const floors: number[] = []
    const rates: number[] = []
    const lone: number[] = []
    const p95: number[] = []
    const basket = (number: number) => ({
      ...product.basket(number * 10 + 1, false),
      token: 'tok_visa',
    })
    const shop = async (count: number, forSeconds: number, pauseMs: number): Promise<Receipt[]> => {
      const apis = store.regions.map(
        ({ code }) => new ShopApi(store.edge, { connections: Math.ceil(count / 2), region: code }),
      )
      const receipts = await crowd({
        apis,
        shoppers: count,
        pauseMs,
        signal: AbortSignal.timeout(forSeconds * 1_000),
        basket,
      })
      await Promise.all(apis.map((api) => api.close()))
      return receipts
    }
    const confirmed = (receipts: readonly Receipt[]) =>
      receipts.filter(({ told }) => told === 'confirmed')
    for (let run = 0; run < runs; run += 1) {
      floors.push(await barePostgres(store, toy ? 300 : 3_000))
      const alone = await shop(1, toy ? 1 : 5, 0)
      lone.push(
        percentile(
          confirmed(alone).map(({ checkoutMs }) => checkoutMs),
          50,
        ),
      )
      const many = await shop(shoppers, seconds, 0)
      const rate = confirmed(many).length / seconds
      rates.push(rate)
      say(
        `  run ${run + 1}: ${rate.toFixed(0)} orders/s, ${many.length - confirmed(many).length} not confirmed`,
      )
      // At two thirds of that rate: each shopper rests so long that the sum comes out so.
      const meanMs = (shoppers * 1_000) / rate
      const calm = await shop(shoppers, toy ? 2 : 20, meanMs / 2)
      p95.push(
        percentile(
          confirmed(calm).map(({ checkoutMs }) => checkoutMs),
          95,
        ),
      )
    }
    await retire(store, product)
    const figures: Figure[] = [
      {
        what: 'confirmed orders, sustained',
        unit: 'orders/s',
        runs: rates,
        floor: { what: 'bare PostgreSQL transactions, acknowledged everywhere', runs: floors },
        target: `≥ ${leastPerSecond}/s over ${seconds} s`,
        met: median(rates) >= leastPerSecond,
      },
      {
        what: 'accepted to confirmed, p95 at two thirds of that rate',
        unit: 'ms',
        runs: p95,
        target: `≤ ${p95MaxMs} ms`,
        met: median(p95) <= p95MaxMs,
      },
      {
        what: 'accepted to confirmed, median of a lone shopper',
        unit: 'ms',
        runs: lone,
        target: `≤ ${loneMedianMaxMs} ms`,
        met: median(lone) <= loneMedianMaxMs,
      },
    ]
    return figures
  },
}
