import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Figure } from '#bench/figure.ts'
import { loadProducts } from '#bench/load-products.ts'
import { withShopApis } from '#bench/load/shop-apis.ts'
import type { StoreBench, StoreSection } from '#bench/section.ts'
import { tableSizes, type TableSize } from '#bench/table-sizes.ts'
import { crowd } from '#cli/shop/crowd.ts'

const shoppers = 48
const products = 40
const unitsOfEach = 1_000_000
const growthMax = 1.5
/** Below this much nobody cares how it grows. */
const smallMb = 32
const lookEveryMs = 1_000
/** For a million; a shop that slow has other worries. */
const patienceMs = 3_600_000

/** Deliveries are rows that live for milliseconds: the table they pass through must stay small. */
export const outbox: StoreSection = {
  name: 'outbox',
  summary: 'table sizes after 20,000 deliveries of real orders (a million with --full)',
  on: 'store',
  catalog: 'demo',
  measure: async (bench) => {
    const { store, toy, full, say } = bench
    const wanted = toy ? 300 : full ? 1_000_000 : 20_000
    const samples: Sample[] = []
    const started = await sampleOf(bench)
    const over = new AbortController()
    const shopping = shopUntil(
      bench,
      AbortSignal.any([over.signal, AbortSignal.timeout(patienceMs)]),
    )
    try {
      let told = 0
      for (;;) {
        await Promise.race([sleep(toy ? 300 : lookEveryMs), shopping.catch(() => undefined)])
        const sample = await sampleOf(bench)
        samples.push(sample)
        const through = sample.through - started.through
        if (through >= told + wanted / 5) {
          told = through
          say(`  ${through} deliveries: the table holds ${list(sample.deliveriesMb)} MB`)
        }
        if (through >= wanted || over.signal.aborted) break
        if (samples.length * lookEveryMs > patienceMs) throw new Error('this takes too long')
      }
    } finally {
      over.abort()
    }
    const confirmed = await shopping
    await sleep(toy ? 0 : 2 * lookEveryMs)
    const last = await sampleOf(bench)
    const through = last.through - started.through
    const half = Math.ceil(samples.length / 2)
    const [early, late] = [samples.slice(0, half), samples.slice(half)].map(peak)
    const firstPeak = early ?? 0
    const lastPeak = late ?? 0
    return [
      {
        what: `the table of deliveries after ${through} of them (one value a region)`,
        unit: 'MB',
        runs: last.deliveriesMb,
        target: `not growing: ≤ ${smallMb} MB, or ≤ ${growthMax} × between the halves`,
        met: lastPeak <= smallMb || lastPeak <= firstPeak * growthMax,
        notes: `peak ${firstPeak.toFixed(1)} MB in the first half of the time, ${lastPeak.toFixed(1)} MB in the second`,
        wrong: confirmed === 0 ? ['nobody bought anything'] : [],
      },
      ...tableFigures(await tableSizes(store.regions[0]?.ledger ?? ''), confirmed),
    ]
  },
}

interface Sample {
  /** Rows that were ever put into the first region's table. */
  readonly through: number
  readonly deliveriesMb: readonly number[]
}

async function sampleOf({ store }: StoreBench): Promise<Sample> {
  const regions = await Promise.all(store.regions.map(({ ledger }) => tableSizes(ledger)))
  const tables = regions.map((all) => all.find(({ name }) => name === 'deliveries'))
  return {
    through: tables[0]?.inserted ?? 0,
    deliveriesMb: tables.map((table) => table?.mb ?? 0),
  }
}

/** @returns how many orders were confirmed */
async function shopUntil({ store }: StoreBench, signal: AbortSignal): Promise<number> {
  const run = randomBytes(3).toString('hex')
  const loaded = await loadProducts(store, { run, from: 0, to: products, units: unitsOfEach })
  const skus = loaded.flatMap(({ variants }) => variants.map(({ sku }) => sku))
  let confirmed = 0
  await withShopApis(store, shoppers, (apis) =>
    crowd({
      apis,
      shoppers,
      pauseMs: 0,
      signal,
      basket: (number) => ({
        lines: [{ sku: skus[number % skus.length] ?? '', quantity: 1 }],
        token: 'tok_visa',
      }),
      onReceipt: ({ told }) => {
        if (told === 'confirmed') confirmed += 1
      },
    }),
  )
  return confirmed
}

function tableFigures(tables: readonly TableSize[], orders: number): Figure[] {
  return tables
    .filter(({ name }) => ['documents', 'index_entries', 'events', 'marks'].includes(name))
    .map(({ name, mb, liveRows }) => ({
      what: `table ${name}, with ${orders} orders`,
      unit: 'MB',
      runs: [mb],
      notes: `${liveRows} rows`,
    }))
}

function peak(samples: readonly Sample[]): number {
  return Math.max(0, ...samples.flatMap(({ deliveriesMb }) => deliveriesMb))
}

function list(values: readonly number[]): string {
  return values.map((value) => value.toFixed(1)).join(' and ')
}
