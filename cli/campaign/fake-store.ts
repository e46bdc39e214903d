// For tests: what a drill and a campaign see of a store of two regions, answered by one process that
// keeps orders and charges in memory and starts nothing.

import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Charge } from '#cli/drills/books.ts'
import type { LedgerOrder } from '#cli/drills/ledger-orders.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'
import { healthyReport } from '#runtime/region-report-fixture.ts'

const total = { amount: 1_500, currency: 'SGD' }
const codes = ['sin', 'syd'] as const
type Part = (typeof codes)[number] | 'other'

export class FakeStore {
  /** What each region says of itself; null answers that it cannot. */
  readonly reports: Record<(typeof codes)[number], RegionReport | null> = {
    sin: wholeReport('sin'),
    syd: wholeReport('syd'),
  }
  readonly processes = codes.map((code) => ({
    code: code as string,
    node: null as number | null,
    postgres: null as number | null,
    paused: false,
  }))
  readonly orders: LedgerOrder[] = []
  readonly charges: Charge[] = []
  bankAnswers = true
  /** Paths of what was asked of the store's own processes, the links and the bank. */
  readonly pressed: string[] = []
  readonly file: StoreFile
  readonly #servers: readonly Server[]
  readonly #carts = new Map<string, { sku: string; quantity: number }[]>()

  private constructor(servers: readonly Server[]) {
    this.#servers = servers
    const [sin = '', syd = '', other = ''] = servers.map(
      (server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    )
    const region = (code: string, url: string) => ({ code, name: code, url, ledger: '' })
    this.file = {
      pid: process.pid,
      edge: other,
      control: other,
      token: 'token',
      bank: other,
      carrier: other,
      mailbox: other,
      witness: other,
      worldControl: { url: other, token: 'token' },
      regions: [region('sin', sin), region('syd', syd)],
      durability: 'synchronous',
      internalSecret: 'secret',
      operatorKey: 'key',
    }
  }

  static async start(): Promise<FakeStore> {
    const parts: readonly Part[] = [...codes, 'other']
    const servers = parts.map(() => createServer())
    await Promise.all(
      servers.map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', done))),
    )
    const store = new FakeStore(servers)
    for (const [at, server] of servers.entries()) {
      server.on('request', (request: IncomingMessage, response) => {
        void store.#answer(parts[at] ?? 'other', request).then((body) => {
          response.writeHead(body === null ? 500 : 200, { 'content-type': 'application/json' })
          response.end(JSON.stringify(body ?? { detail: 'not now' }))
        })
      })
    }
    return store
  }

  close(): void {
    for (const server of this.#servers) {
      server.close()
      server.closeAllConnections()
    }
  }

  /** Null where it fails. */
  async #answer(part: Part, request: IncomingMessage): Promise<unknown> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
    const path = (request.url ?? '').split('?')[0] ?? ''
    const report = part === 'other' ? undefined : this.reports[part]
    if (report === null || path === '/internal/report') return report
    if (path === '/v1/admin/orders') return { items: this.orders, next: null }
    if (path === '/books') return this.bankAnswers ? { items: this.charges, next: null } : null
    if (path === '/processes') return { world: null, regions: this.processes }
    if (path.startsWith('/v1/')) return this.#sell(path, request.method ?? '', body)
    this.pressed.push(path)
    return {}
  }

  #sell(path: string, method: string, body: Record<string, unknown>): unknown {
    const [, , what, id = '', , sku = ''] = path.split('/')
    if (what === 'carts' && method === 'POST') {
      const cart = `crt_sin_${this.#carts.size}`
      this.#carts.set(cart, [])
      return { id: cart }
    }
    if (what === 'carts' && method === 'PUT') {
      this.#carts.get(id)?.push({ sku, quantity: Number(body['quantity']) })
    }
    return what === 'orders' ? this.#order(String(body['cartId'])) : {}
  }

  #order(cart: string): unknown {
    const id = cart.replace('crt_', 'ord_')
    const at = new Date().toISOString()
    const states = { status: 'confirmed', paymentStatus: 'authorized', total }
    this.orders.unshift({ id, placedAt: at, lines: this.#carts.get(cart) ?? [], ...states })
    this.charges.push({
      reference: `ch_${id}`,
      paymentId: id.replace('ord_', 'pay_'),
      authorized: total,
      captured: { amount: 0 },
      refunded: { amount: 0 },
      voided: false,
      at,
    })
    return { id, reason: null, ...states }
  }
}

export function wholeReport(region: string, changed: Partial<RegionReport> = {}): RegionReport {
  return { ...healthyReport(region, [region]), ...changed }
}
