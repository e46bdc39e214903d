import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import type { Figure } from '#bench/figure.ts'
import { loadOrders } from '#bench/load-orders.ts'
import { loadProducts } from '#bench/load-products.ts'
import { categoryOf } from '#bench/made-product.ts'
import { emailOf } from '#bench/made-order.ts'
import type { Bench, MachineSection } from '#bench/section.ts'
import { asOwner } from '#cli/browser/console-window.ts'
import { startOwnShop, type OwnShop } from '#cli/browser/own-shop.ts'
import { openShop } from '#cli/browser/shop-window.ts'
import { asOperator } from '#cli/operator.ts'
import { percentile } from '#cli/shop/percentile.ts'
import type { StoreFile } from '#cli/running-store.ts'

const listP95MaxMs = 100
const pageMaxMs = 1_500
const limit = 25

interface List {
  readonly what: string
  readonly path: string
  /** Begins half-way through, by the cursor that a reader would have there. */
  readonly middle?: true
}

/** What a merchant waits for in a large store: each list of the console, and its page in a browser. */
export const consoleLists: MachineSection = {
  name: 'console',
  summary: 'lists of the console with 40,000 products and 100,000 orders',
  on: 'machine',
  measure: async (bench) => {
    const shop = await startOwnShop((line) => bench.say(`  ${line}`))
    try {
      const run = randomBytes(3).toString('hex')
      await fill(shop.store.reach, run, bench)
      const answers = []
      for (const list of listsOf(run)) answers.push(await answered(shop.store.reach, list, bench))
      return [...answers, ...(await pages(shop, bench))]
    } finally {
      await shop.stop()
    }
  },
}

async function fill(store: StoreFile, run: string, { toy, say }: Bench): Promise<void> {
  const [products, counted, orders] = toy ? [60, 60, 200] : [40_000, 5_000, 100_000]
  // A third of those that are counted run low.
  await loadProducts(store, { run, from: 0, to: Math.floor(counted / 3), units: 3 })
  await loadProducts(store, { run, from: Math.floor(counted / 3), to: counted, units: 500 })
  for (let from = counted; from < products; from += 5_000) {
    await loadProducts(store, { run, from, to: Math.min(from + 5_000, products) })
    say(`  ${Math.min(from + 5_000, products)} products are in`)
  }
  await loadOrders(store, { run, count: orders, say })
}

const listsOf = (run: string): readonly List[] => [
  { what: 'orders, first page', path: 'orders' },
  { what: 'orders, a middle page', path: 'orders', middle: true },
  { what: 'orders that are confirmed', path: 'orders?status=confirmed' },
  {
    what: 'orders confirmed, authorized and unfulfilled',
    path: 'orders?status=confirmed&paymentStatus=authorized&fulfilmentStatus=unfulfilled',
  },
  { what: 'orders of one address', path: `orders?email=${emailOf(run, 50)}` },
  { what: 'orders by number', path: 'orders?number=K3' },
  { what: 'products, first page', path: 'products' },
  { what: 'products, a middle page', path: 'products', middle: true },
  { what: 'products that are drafts', path: 'products?status=draft' },
  { what: 'products by words', path: 'products?q=enamel%20kettle' },
  { what: 'products of a category', path: `products?category=${categoryOf(1)}` },
  { what: 'products with low stock', path: 'products?stock=low' },
  { what: 'products without stock', path: 'products?stock=none' },
  { what: 'stock, first page', path: 'stock' },
  { what: 'stock, a middle page', path: 'stock', middle: true },
  { what: 'stock that runs low', path: 'stock?low=true' },
  { what: 'customers, first page', path: 'customers' },
  { what: 'customers, a middle page', path: 'customers', middle: true },
  { what: 'customers by address', path: `customers?email=buyer-${run}-1` },
  { what: 'staff', path: 'staff' },
  { what: 'audit', path: 'audit' },
  { what: 'sales of 30 days', path: 'analytics/sales?days=30' },
]

async function answered(store: StoreFile, list: List, { toy, runs }: Bench): Promise<Figure> {
  const url = `${store.regions[0]?.url ?? ''}/v1/admin/${list.path}`
  const headers = asOperator(store)
  const read = async (cursor: string | null, size: number) => {
    const to = new URL(url)
    if (!list.path.startsWith('analytics')) to.searchParams.set('limit', String(size))
    if (cursor !== null) to.searchParams.set('cursor', cursor)
    const startedAt = performance.now()
    const answer = await fetch(to, { headers })
    const body = (await answer.json()) as { next?: string | null }
    if (!answer.ok) throw new Error(`${list.what}: ${answer.status} ${JSON.stringify(body)}`)
    return { ms: performance.now() - startedAt, next: body.next ?? null }
  }
  const cursor = list.middle === true ? await half((from) => read(from, 100)) : null
  const times = toy ? 5 : 60
  const p50: number[] = []
  const p95: number[] = []
  await read(cursor, limit)
  for (let run = 0; run < runs; run += 1) {
    const took: number[] = []
    for (let turn = 0; turn < times; turn += 1) took.push((await read(cursor, limit)).ms)
    p50.push(percentile(took, 50))
    p95.push(percentile(took, 95))
  }
  return {
    what: `${list.what}, p95`,
    unit: 'ms',
    runs: p95,
    target: `≤ ${listP95MaxMs} ms`,
    met: Math.max(...p95) <= listP95MaxMs,
    notes: `p50 ${p50.join(', ')} ms`,
  }
}

/** The cursor in the middle of a list: it has to be walked to. */
async function half(
  read: (cursor: string | null) => Promise<{ next: string | null }>,
): Promise<string | null> {
  const cursors: string[] = []
  let cursor: string | null = null
  do {
    cursor = (await read(cursor)).next
    if (cursor !== null) cursors.push(cursor)
  } while (cursor !== null)
  return cursors[Math.floor(cursors.length / 2)] ?? null
}

const shown = [
  ['orders', 'Orders'],
  ['products', 'Products'],
  ['products?stock=low', 'Products'],
  ['inventory', 'Stock'],
  ['customers', 'Customers'],
] as const

async function pages({ browser, store }: OwnShop, { toy, runs }: Bench): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [path, table] of shown) {
    const took: number[] = []
    for (let turn = 0; turn < runs * (toy ? 1 : 3); turn += 1) {
      // Pictures that are made up are nowhere.
      const window = await openShop(browser, store.reach.edge, { losesRequests: true })
      await asOwner(window.page, store.reach)
      took.push(await untilRows(window.page, path, table))
      await window.close()
    }
    figures.push({
      what: `/console/${path} in a fresh browser, until its rows are there`,
      unit: 'ms',
      runs: took,
      target: `≤ ${pageMaxMs} ms`,
      met: percentile(took, 50) <= pageMaxMs,
    })
  }
  return figures
}

async function untilRows(page: Page, path: string, table: string): Promise<number> {
  const startedAt = performance.now()
  await page.goto(`/console/${path}`, { waitUntil: 'commit' })
  // A row of the skeleton holds no text.
  const cell = page
    .getByRole('table', { name: table })
    .locator('tbody td')
    .filter({ hasText: /\S/ })
  await cell.first().waitFor()
  return performance.now() - startedAt
}
