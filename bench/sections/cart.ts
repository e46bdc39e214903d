import { randomBytes, randomUUID } from 'node:crypto'
import { median, type Figure } from '#bench/figure.ts'
import { barePostgres } from '#bench/floor/bare-postgres.ts'
import { rawLoad, type LoadResult } from '#bench/load/raw-load.ts'
import { loadProducts } from '#bench/load-products.ts'
import type { StoreSection } from '#bench/section.ts'

const connections = 64
const leastPerSecond = 800
const products = 40
/** Lines in a cart before it is changed and no longer filled. */
const linesMax = 5

/** Adding to a cart: a commit that both regions have on disk, answered with the priced cart. */
export const cart: StoreSection = {
  name: 'cart',
  summary: 'adding to carts, at a region and through the front door',
  on: 'store',
  catalog: 'demo',
  measure: async ({ store, toy, runs }) => {
    const run = randomBytes(3).toString('hex')
    const loaded = await loadProducts(store, { run, from: 0, to: products })
    const skus = loaded.flatMap(({ variants }) => variants.map(({ sku }) => sku))
    const region = store.regions[0]?.url ?? store.edge
    const first = store.regions[0]?.code ?? ''
    const forMs = toy ? 300 : 8_000
    const add = async (url: string, ms: number): Promise<LoadResult> => {
      const codes = url === store.edge ? store.regions.map(({ code }) => code) : [first]
      const regionOf = (connection: number) => codes[connection % codes.length] ?? first
      const carts = await Promise.all(
        Array.from({ length: connections }, (_, connection) => newCart(url, regionOf(connection))),
      )
      const turns = carts.map(() => 0)
      return rawLoad({
        url,
        connections,
        forMs: ms,
        request: (_, connection) => {
          const turn = turns[connection] ?? 0
          turns[connection] = turn + 1
          const sku = skus[(connection * 7 + (turn % linesMax)) % skus.length] ?? ''
          // A line that is there already gets another number: every request changes the cart.
          const quantity = 1 + (Math.floor(turn / linesMax) % 9)
          return {
            method: 'PUT',
            path: `/v1/carts/${carts[connection]}/lines/${encodeURIComponent(sku)}`,
            body: JSON.stringify({ quantity }),
            region: regionOf(connection),
          }
        },
      })
    }
    const floors: number[] = []
    const atRegion: LoadResult[] = []
    const atEdge: LoadResult[] = []
    await add(region, forMs / 4)
    for (let at = 0; at < runs; at += 1) {
      floors.push(await barePostgres(store, { forMs: toy ? 200 : 3_000 }))
      atRegion.push(await add(region, forMs))
      atEdge.push(await add(store.edge, forMs))
    }
    const floor = { what: 'bare PostgreSQL transactions, 16 clients', runs: floors }
    const rates = atRegion.map(({ perSecond }) => perSecond)
    return [
      {
        ...figure('add to cart at a region', atRegion),
        floor,
        target: `≥ ${leastPerSecond}/s at ${connections} connections`,
        met: median(rates) >= leastPerSecond,
      },
      { ...figure('add to cart through the front door', atEdge), floor },
    ]
  },
}

function figure(what: string, results: readonly LoadResult[]): Figure {
  const notOk = results.reduce((sum, result) => sum + result.notOk, 0)
  const middle = (rank: 'p50' | 'p99') => median(results.map((result) => result[rank]))
  return {
    what,
    unit: '/s',
    runs: results.map(({ perSecond }) => perSecond),
    notes: `p50 ${middle('p50')} ms, p99 ${middle('p99')} ms`,
    wrong: notOk > 0 ? [`${notOk} answers were not 2xx`] : [],
  }
}

/** Shoppers stay in their region, and so do their carts. */
async function newCart(url: string, region: string): Promise<string> {
  const answer = await fetch(`${url}/v1/carts`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'meridian-region-preference': region,
    },
    body: '{"currency":"SGD"}',
  })
  const said = (await answer.json()) as { id?: string; detail?: string }
  if (said.id === undefined) throw new Error(`no cart was made: ${said.detail ?? answer.status}`)
  return said.id
}
