import { randomBytes } from 'node:crypto'
import { brokenPromises } from '#bench/broken-promises.ts'
import { barePostgres } from '#bench/floor/bare-postgres.ts'
import { median } from '#bench/figure.ts'
import { arrivals } from '#bench/load/arrivals.ts'
import { withShopApis } from '#bench/load/shop-apis.ts'
import { loadProducts } from '#bench/load-products.ts'
import type { StoreSection } from '#bench/section.ts'
import { crowd } from '#cli/shop/crowd.ts'
import { percentile } from '#cli/shop/percentile.ts'
import type { Receipt } from '#cli/shop/receipt.ts'
import type { Basket } from '#cli/shop/shopper.ts'

const shoppers = 192
const products = 40
const unitsOfEach = 1_000_000
const leastPerSecond = 150
const p95MaxMs = 1_000
const loneMedianMaxMs = 40

/** Confirmed orders through HTTP: cart, two lines, order, confirmed. */
export const orders: StoreSection = {
  name: 'orders',
  summary: 'confirmed orders per second through the front door, and how long one takes',
  on: 'store',
  catalog: 'demo',
  measure: async ({ store, toy, runs, say }) => {
    const run = randomBytes(3).toString('hex')
    const loaded = await loadProducts(store, { run, from: 0, to: products, units: unitsOfEach })
    const skus = loaded.flatMap(({ variants }) => variants.map(({ sku }) => sku))
    const since = new Date().toISOString()
    const receipts: Receipt[] = []
    const basket = (number: number): Basket => ({
      lines: [number * 2, number * 2 + 1].map((at) => ({
        sku: skus[at % skus.length] ?? '',
        quantity: 1,
      })),
      token: 'tok_visa',
    })
    /** Everybody buys again as soon as they have their order. */
    const rush = (count: number, seconds: number) =>
      withShopApis(store, count, async (apis) => {
        const endsAt = Date.now() + seconds * 1_000
        const signal = AbortSignal.timeout(seconds * 1_000)
        const bought = await crowd({ apis, shoppers: count, pauseMs: 0, signal, basket })
        receipts.push(...bought)
        return inTime(bought, endsAt)
      })
    const steady = (perSecond: number, seconds: number) =>
      withShopApis(store, 256, async (apis) => {
        const bought = await arrivals({ apis, perSecond, forMs: seconds * 1_000, basket })
        receipts.push(...bought)
        return inTime(bought, Number.POSITIVE_INFINITY)
      })

    const seconds = toy ? 1.5 : 60
    const floors: number[] = []
    const rates: number[] = []
    const evenness: string[] = []
    const lone: number[] = []
    const calm: number[] = []
    await rush(shoppers, toy ? 0.2 : 5)
    for (let at = 0; at < runs; at += 1) {
      floors.push(await barePostgres(store, { forMs: toy ? 200 : 3_000 }))
      lone.push(checkoutMs(await rush(1, toy ? 0.5 : 10), 50))
      const startedAt = Date.now()
      const bought = await rush(shoppers, seconds)
      const rate = bought.length / seconds
      rates.push(rate)
      evenness.push(slices(bought, startedAt, seconds))
      calm.push(checkoutMs(await steady((rate * 2) / 3, toy ? 1 : 30), 95))
      say(`  run ${at + 1} of ${runs}: ${rate.toFixed(0)} orders/s`)
    }
    const others = receipts.filter(({ told }) => told !== 'confirmed')
    const units = new Map(skus.map((sku) => [sku, unitsOfEach]))
    const wrong = [
      ...(others.length > 0
        ? [`${others.length} of ${receipts.length} orders were not confirmed: ${why(others)}`]
        : []),
      ...(await brokenPromises(store, { since, units, receipts })),
    ]
    return [
      {
        what: `confirmed orders, ${shoppers} shoppers`,
        unit: 'orders/s',
        runs: rates,
        floor: { what: 'bare PostgreSQL transactions, 16 clients', runs: floors },
        target: `≥ ${leastPerSecond}/s over 60 s`,
        met: median(rates) >= leastPerSecond,
        notes: `in sixths of the time: ${evenness.join('; ')}`,
        wrong,
      },
      {
        what: 'order sent to confirmed, p95, shoppers coming at two thirds of that rate',
        unit: 'ms',
        runs: calm,
        target: `≤ ${p95MaxMs} ms`,
        met: median(calm) <= p95MaxMs,
      },
      {
        what: 'order sent to confirmed, median of a lone shopper',
        unit: 'ms',
        runs: lone,
        target: `≤ ${loneMedianMaxMs} ms`,
        met: median(lone) <= loneMedianMaxMs,
      },
    ]
  },
}

function inTime(receipts: readonly Receipt[], endsAt: number): Receipt[] {
  return receipts.filter(({ told, endedAt }) => told === 'confirmed' && endedAt <= endsAt)
}

function checkoutMs(receipts: readonly Receipt[], rank: number): number {
  return percentile(
    receipts.map((receipt) => receipt.checkoutMs),
    rank,
  )
}

/** Orders a second in each sixth of the time: whether the rate holds. */
function slices(receipts: readonly Receipt[], startedAt: number, seconds: number): string {
  const sixth = (seconds * 1_000) / 6
  const counts = Array.from({ length: 6 }, () => 0)
  for (const { endedAt } of receipts) {
    const at = Math.min(5, Math.floor((endedAt - startedAt) / sixth))
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts.map((count) => ((count * 6) / seconds).toFixed(0)).join(' ')
}

function why(receipts: readonly Receipt[]): string {
  const reasons = new Set(receipts.map((receipt) => receipt.why ?? receipt.told))
  return [...reasons].slice(0, 3).join('; ')
}
