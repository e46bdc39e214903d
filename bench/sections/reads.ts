import { bareFastify } from '#bench/floor/bare-fastify.ts'
import { median, type Figure } from '#bench/figure.ts'
import { rawLoad, type LoadResult } from '#bench/load/raw-load.ts'
import type { StoreSection } from '#bench/section.ts'
import { fetchedFrom } from '#cli/fetched.ts'

const connections = 64
const p99MaxMs = 25

interface Listed {
  readonly items: readonly { readonly handle: string }[]
}

interface Target {
  readonly what: string
  readonly url: string
  readonly path: (number: number) => string
  /** Of the floor's requests a second. */
  readonly least: number
}

/** Product pages and category pages, at a region and at the edge. */
export const reads: StoreSection = {
  name: 'reads',
  summary: 'product and category pages, at a region and from the cache of the edge',
  on: 'store',
  catalog: 'demo',
  measure: async ({ store, toy, runs }) => {
    const region = store.regions[0]?.url ?? store.edge
    const fetched = fetchedFrom(region)
    const { items } = await fetched<Listed>('/v1/products?limit=100')
    const category = await largestCategory(region)
    const product = (number: number) =>
      `/v1/products/${encodeURIComponent(items[number % items.length]?.handle ?? '')}`
    const page = () => `/v1/products?category=${encodeURIComponent(category)}&limit=20`
    const targets: readonly Target[] = [
      { what: 'GET /v1/products/{handle} at a region', url: region, path: product, least: 0.3 },
      { what: 'a category page of 20 at a region', url: region, path: page, least: 0.3 },
      { what: 'a product at the edge, from its cache', url: store.edge, path: product, least: 0.4 },
    ]
    const forMs = toy ? 200 : 4_000
    const load = (url: string, path: (number: number) => string, ms: number) =>
      rawLoad({
        url,
        request: (number) => ({ method: 'GET', path: path(number) }),
        connections,
        forMs: ms,
      })
    const floor = await bareFastify(await textAt(`${region}${product(0)}`))
    const floors: LoadResult[] = []
    const measured = targets.map((): LoadResult[] => [])
    try {
      await load(floor.url, () => '/', forMs / 4)
      for (const { url, path } of targets) await load(url, path, forMs / 4)
      for (let run = 0; run < runs; run += 1) {
        floors.push(await load(floor.url, () => '/', forMs))
        for (const [place, { url, path }] of targets.entries()) {
          measured[place]?.push(await load(url, path, forMs))
        }
      }
    } finally {
      await floor.close()
    }
    return targets.map((target, place) => figure(target, measured[place] ?? [], floors))
  },
}

function figure({ what, least }: Target, results: LoadResult[], floors: LoadResult[]): Figure {
  const [runs, floor] = [results, floors].map((of) => of.map(({ perSecond }) => perSecond))
  const p99 = median(results.map((result) => result.p99))
  const notOk = results.reduce((sum, result) => sum + result.notOk, 0)
  return {
    what,
    unit: 'requests/s',
    runs: runs ?? [],
    floor: { what: 'bare Fastify', runs: floor ?? [] },
    target: `≥ ${least * 100} % of bare Fastify, p99 ≤ ${p99MaxMs} ms at ${connections} connections`,
    met: median(runs ?? []) >= least * median(floor ?? []) && p99 <= p99MaxMs,
    notes: `p99 ${p99} ms; of bare Fastify ${median(floors.map((result) => result.p99))} ms`,
    wrong: notOk > 0 ? [`${notOk} answers were not 2xx`] : [],
  }
}

/** The handle of a category whose first page is full, or else fullest. */
async function largestCategory(url: string): Promise<string> {
  const fetched = fetchedFrom(url)
  const { items: categories } = await fetched<Listed>('/v1/categories')
  const counts = await Promise.all(
    categories.map(async ({ handle }) => {
      const query = `category=${encodeURIComponent(handle)}&limit=20`
      const { items } = await fetched<Listed>(`/v1/products?${query}`)
      return { handle, count: items.length }
    }),
  )
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).handle
}

async function textAt(url: string): Promise<string> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return answer.text()
}
