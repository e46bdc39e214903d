import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { median, type Figure } from '#bench/figure.ts'
import { rawLoad } from '#bench/load/raw-load.ts'
import { loadProducts } from '#bench/load-products.ts'
import { categoryOf } from '#bench/made-product.ts'
import type { StoreBench, StoreSection } from '#bench/section.ts'
import { askRegion } from '#cli/region-client.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

const connections = 64
const memoryMaxMb = 350
const slowerMax = 1.5
const categories = 5
/** A process that has just worked gives memory back after a while. */
const restMs = 10_000
const readAllMs = 180_000

/** What a large catalogue costs: memory of a region's process, and speed of its reads. */
export const size: StoreSection = {
  name: 'size',
  summary: 'memory and reads of a region with 40,000 products',
  on: 'store',
  catalog: 'none',
  measure: async (bench) => {
    const { store, toy, say } = bench
    const [few, many] = toy ? [100, 200] : [100, 40_000]
    const run = randomBytes(3).toString('hex')
    const path = (number: number) => `/v1/products/made-${run}-${number}`
    const page = (number: number) => `/v1/products?category=${categoryOf(number)}&limit=20`
    await sleep(toy ? 0 : restMs)
    const empty = await memoryMb(store)
    await loadProducts(store, { run, from: 0, to: few })
    const before = {
      product: await readRates(bench, (number) => path(number % few)),
      page: await readRates(bench, (number) => page(number % categories)),
    }
    for (let from = few; from < many; from += 5_000) {
      await loadProducts(store, { run, from, to: Math.min(from + 5_000, many) })
      say(`  ${Math.min(from + 5_000, many)} products are in`)
    }
    const wrong: string[] = []
    for (const { url, code } of store.regions) {
      const all = await rawLoad({
        url,
        request: (number) => ({ method: 'GET', path: path(number - 1) }),
        connections,
        forMs: readAllMs,
        requestsMax: many,
      })
      const read = all.requests - all.notOk
      if (read < many) wrong.push(`${code} answered with ${read} of ${many} products`)
      say(`  every product was read in ${code}, ${all.perSecond.toFixed(0)}/s, p99 ${all.p99} ms`)
    }
    await sleep(toy ? 0 : restMs)
    const full = await memoryMb(store)
    const grown = full.map((mb, place) => mb - (empty[place] ?? 0))
    // A step that shares no factor with the number of products visits them all in no order.
    const after = {
      product: await readRates(bench, (number) => path((number * 7_919) % many)),
      page: await readRates(bench, (number) => page(number % categories)),
    }
    return [
      {
        what: `memory that ${many} products cost a region's process, all read (one value a region)`,
        unit: 'MB',
        runs: grown,
        target: `≤ ${memoryMaxMb} MB`,
        met: Math.max(...grown) <= memoryMaxMb,
        notes: `resident: ${empty.join(' and ')} MB before, ${full.join(' and ')} MB after`,
        wrong,
      },
      compared('a product page', { few, many }, after.product, before.product),
      compared('a category page of 20', { few, many }, after.page, before.page),
    ]
  },
}

function compared(
  what: string,
  { few, many }: { few: number; many: number },
  runs: readonly number[],
  before: readonly number[],
): Figure {
  return {
    what: `${what} out of ${many} products at a region`,
    unit: 'requests/s',
    runs,
    floor: { what: `out of ${few} products`, runs: before },
    target: `no more than ${slowerMax} × slower`,
    met: median(runs) * slowerMax >= median(before),
  }
}

async function readRates(
  { store, runs, toy }: StoreBench,
  path: (number: number) => string,
): Promise<number[]> {
  const url = store.regions[0]?.url ?? store.edge
  const load = (forMs: number) =>
    rawLoad({
      url,
      request: (number) => ({ method: 'GET', path: path(number) }),
      connections,
      forMs,
    })
  const forMs = toy ? 150 : 4_000
  await load(forMs / 2)
  const rates: number[] = []
  for (let run = 0; run < runs; run += 1) rates.push((await load(forMs)).perSecond)
  return rates
}

function memoryMb(store: StoreFile): Promise<number[]> {
  return Promise.all(
    store.regions.map(async ({ code }) => {
      const report = await askRegion<RegionReport>(store, code, 'report')
      return report.memoryMb
    }),
  )
}
