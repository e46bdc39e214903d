import { bareFastify } from '#bench/bare-fastify.ts'
import type { Figure } from '#bench/figure.ts'
import { median } from '#bench/figure.ts'
import { rawLoad, type LoadResult } from '#bench/raw-load.ts'
import type { Section } from '#bench/section.ts'
import { fetchedFrom } from '#cli/fetched.ts'

const connections = 64
const p99MaxMs = 25

/** Product pages and category pages, at a region and at the edge. */
export const reads: Section = {
  name: 'reads',
  summary: 'product and category pages at a region and from the cache of the edge',
  measure: async ({ store, toy, runs }) => {
    const [region] = store.regions
    if (region === undefined) throw new Error('a store has regions')
    const fetched = fetchedFrom(region.url)
    const { items } = await fetched<{ items: { handle: string }[] }>('/v1/products?limit=100')
    const [category] = await fetched<{ items: { handle: string }[] }>('/v1/categories').then(
      (found) => found.items,
    )
    const product = (n: number) =>
      `/v1/products/${encodeURIComponent(items[n % items.length]?.handle ?? '')}`
    const page = () => `/v1/products?category=${category?.handle}&limit=20`
    const body = await fetch(`${region.url}${product(0)}`).then((answer) => answer.text())
    const floor = await bareFastify(body)
    const forMs = toy ? 200 : 4_000
    const measured = { product: [], category: [], edge: [], floor: [] } as Record<
      string,
      LoadResult[]
    >
    try {
      for (let run = 0; run < runs; run += 1) {
        for (const [name, url, path] of [
          ['floor', floor.url, () => '/'],
          ['product', region.url, product],
          ['category', region.url, page],
          ['edge', store.edge, product],
        ] as const) {
          measured[name]?.push(await rawLoad({ url, path, connections, forMs }))
        }
      }
    } finally {
      await floor.close()
    }
    const rates = (name: string) => (measured[name] ?? []).map(({ perSecond }) => perSecond)
    const ratio = (name: string) => median(rates(name)) / median(rates('floor'))
    const slowest = (name: string) => Math.max(...(measured[name] ?? []).map(({ p99 }) => p99))
    const figure = (name: string, what: string, least: number): Figure => ({
      what,
      unit: 'requests/s',
      runs: rates(name),
      floor: { what: 'bare Fastify', runs: rates('floor') },
      target: `≥ ${least * 100} % of bare Fastify, p99 ≤ ${p99MaxMs} ms`,
      met: ratio(name) >= least && slowest(name) <= p99MaxMs,
      notes: `p99 ${slowest(name)} ms; ${(measured[name] ?? []).reduce((sum, { notOk }) => sum + notOk, 0)} answers were not 2xx`,
    })
    return [
      figure('product', 'GET /v1/products/{handle} at a region', 0.3),
      figure('category', 'a category page of 20 at a region', 0.3),
      figure('edge', 'a product at the edge, from its cache', 0.4),
    ]
  },
}
