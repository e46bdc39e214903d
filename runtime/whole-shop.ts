// For tests: a whole region in this process, over a ledger, a bank, a carrier and a mailer in memory,
// asked through its routes and with a clock that moves when a test says so.

import { MemoryBlobs } from '#adapters/memory/blobs.ts'
import { MemoryCarrier } from '#adapters/memory/carrier.ts'
import { ManualClock } from '#adapters/memory/clock.ts'
import { MemoryLedger } from '#adapters/memory/ledger.ts'
import { MemoryMailer } from '#adapters/memory/mailer.ts'
import { MemoryOperations } from '#adapters/memory/operations.ts'
import { MemoryTallies } from '#adapters/memory/tallies.ts'
import { MemoryEncryption } from '#adapters/memory/encryption.ts'
import { plainHasher } from '#adapters/memory/password-hasher.ts'
import { MemoryPaymentProvider } from '#adapters/memory/payment-provider.ts'
import { seededRandom } from '#adapters/memory/random.ts'
import { MemorySearchIndex } from '#adapters/memory/search-index.ts'
import type { SendAcross } from '#kernel/events/deliver.ts'
import type { Forward } from '#kernel/http/forward.ts'
import type { HttpLimits } from '#kernel/http/limits.ts'
import { httpServer, type HttpServer } from '#kernel/http/server.ts'
import type { Ports } from '#kernel/ports/ports.ts'
import type { Authenticate } from '#kernel/service/principal.ts'
import { Serving } from '#kernel/regions/serving.ts'
import { createMetrics } from '#kernel/telemetry/metrics.ts'
import { composeRegion, type Region } from '#kernel/regions/compose-region.ts'
import { authenticateOperator } from '#runtime/authenticate.ts'
import { authenticateToken } from '#runtime/oidc/authenticate-token.ts'
import { oidcMount } from '#runtime/oidc/mount.ts'
import { services } from '#runtime/services.ts'
import type { CartView } from '#services/cart/contract.ts'
import { authenticate, publishableKey } from '#services/identity/credentials.ts'
import { identity } from '#services/identity/service.ts'
import { aProduct, aVariant } from '#services/catalog/catalog-fixture.ts'
import type { StockView } from '#services/inventory/contract.ts'
import type { OrderView } from '#services/orders/contract.ts'

export const sku = 'TEA-1'
/** What `send` shows, unless it is told otherwise. */
export const asOperator = { authorization: 'Bearer operator' }
export const leaseMs = 15_000

export interface ShopParts {
  readonly region?: string
  readonly homes?: readonly string[]
  readonly clock?: ManualClock
  readonly ledger?: (clock: ManualClock) => MemoryLedger
  readonly ports?: Partial<Ports>
  readonly bank?: MemoryPaymentProvider
  readonly sendAcross?: SendAcross
  readonly forward?: Forward
  /** By default everybody with a bearer token of `operator` may do everything. */
  readonly authenticate?: Authenticate
  readonly limits?: Partial<HttpLimits>
}

export class WholeShop {
  readonly clock: ManualClock
  readonly bank: MemoryPaymentProvider
  readonly carrier = new MemoryCarrier()
  readonly mailer = new MemoryMailer()
  readonly ledger: MemoryLedger
  readonly serving: Serving
  readonly region: Region
  readonly server: HttpServer
  /** What was logged or failed in the background, as text. */
  readonly heard: string[] = []
  #keys = 0

  constructor(parts: ShopParts = {}) {
    const {
      region = 'sin',
      homes = [region],
      clock = new ManualClock(Date.UTC(2026, 0, 5)),
    } = parts
    this.clock = clock
    this.bank = parts.bank ?? new MemoryPaymentProvider()
    this.ledger = parts.ledger?.(clock) ?? new MemoryLedger({ clock, leaseMs })
    this.ledger.store.fence = { epoch: 1, serves: [region] }
    this.serving = new Serving(region, region, homes)
    const map = Object.fromEntries(homes.map((home) => [home, home]))
    this.serving.apply({ epoch: 1, mode: 'paired', serving: map }, 'paired')
    const random = seededRandom(7)
    const ports: Ports = {
      clock,
      random,
      payments: this.bank,
      carrier: this.carrier,
      mailer: this.mailer,
      search: new MemorySearchIndex(),
      signatures: { verify: (_sender, _payload, _timestamp, signature) => signature === 'good' },
      passwords: plainHasher,
      encryption: new MemoryEncryption(),
      publicUrl: 'http://shop.example',
      operations: new MemoryOperations(),
      tallies: new MemoryTallies(),
      blobs: new MemoryBlobs(),
      ...parts.ports,
    }
    const hear = (what: string) => (details: unknown, says?: string) =>
      void this.heard.push(`${what} ${says ?? ''} ${shown(details)}`)
    this.region = composeRegion({
      services,
      ledger: this.ledger,
      ports,
      serving: this.serving,
      mode: 'active-active',
      soleWriter: false,
      sendAcross: parts.sendAcross ?? (() => Promise.reject(new Error('there is one region'))),
      onFailure: (what, details) => hear(what)(details),
    })
    const forward: Forward =
      parts.forward ?? (() => Promise.reject(new Error('nothing is forwarded')))
    const known = this.region.contextFor(identity)
    this.server = httpServer({
      services,
      contextFor: this.region.contextFor,
      executor: this.region.executor,
      ledger: this.ledger,
      serving: this.serving,
      forward,
      health: { ready: async () => ({ ready: true, checks: {} }) },
      telemetry: {
        log: {
          debug: hear('debug'),
          info: hear('info'),
          warn: hear('warn'),
          error: hear('error'),
          debugs: true,
        },
        metrics: createMetrics({ region }),
      },
      crossOrigin: {
        publicUrl: 'http://shop.example',
        find: (shown) => publishableKey(shown, known),
      },
      authenticate:
        parts.authenticate ??
        authenticateOperator('operator', authenticateToken(known, authenticate(known))),
      mounts: [
        oidcMount({
          publicUrl: ports.publicUrl,
          serving: this.serving,
          forward,
          executor: this.region.executor,
          context: known,
          onBug: hear('a bug in the OpenID provider'),
        }),
      ],
      random,
      clock,
      // Every request comes from one address.
      limitClients: false,
      // A test never yields for long, and is asked by nobody else.
      limits: { loopDelayMs: 60_000, ...parts.limits },
    })
    this.region.start()
  }

  /** A shop that sells tea at 19.99 SGD and has so many packets of it. */
  static async open(parts: ShopParts = {}, onHand = 20): Promise<WholeShop> {
    const shop = new WholeShop(parts)
    const product = aProduct({ variants: [aVariant({ sku })] })
    await shop.ask('PUT', '/v1/admin/products/tea', product)
    await shop.ask('PUT', `/v1/admin/stock/${sku}`, { onHand })
    await shop.pass(500)
    return shop
  }

  /** Another process over the same ledger and the same bank, so much later. */
  restarted(afterMs: number): WholeShop {
    return new WholeShop({
      clock: new ManualClock(this.clock.now() + afterMs),
      bank: this.bank,
      ledger: (clock) => new MemoryLedger({ clock, leaseMs, store: this.ledger.store }),
    })
  }

  /** Lets time pass, and everything that can happen in it happen. */
  pass(ms = 0): Promise<void> {
    return this.clock.advance(ms)
  }

  async send(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: object,
    headers: Readonly<Record<string, string>> = {},
  ): ReturnType<HttpServer['inject']> {
    // No peer is waited for here, so nothing stays in doubt: a controller would find that out.
    this.serving.settle(this.serving.doubts)
    return this.server.inject({
      method,
      url,
      headers: { ...asOperator, ...headers },
      ...(payload ? { payload } : {}),
    })
  }

  /** Fails unless the request succeeds. */
  async ask<Answer>(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
    const answer = await this.send(method, url, payload)
    if (answer.statusCode >= 300) {
      throw new Error(`${method} ${url} was answered ${answer.statusCode}: ${answer.body}`)
    }
    return answer.json<Answer>()
  }

  async cart(quantity = 2): Promise<string> {
    this.#keys += 1
    const headers = { 'idempotency-key': `cart-${this.#keys}` }
    const made = await this.send('POST', '/v1/carts', {}, headers)
    const { id } = made.json<CartView>()
    await this.ask('PUT', `/v1/carts/${id}/lines/${sku}`, { quantity })
    return id
  }

  place(cartId: string, token = 'tok_visa', key = `order-${cartId}`) {
    return this.send('POST', '/v1/orders', orderOf(cartId, token), { 'idempotency-key': key })
  }

  /** An order whose first seconds are over. */
  async ordered(token = 'tok_visa', quantity = 2): Promise<OrderView> {
    const placed = await this.place(await this.cart(quantity), token)
    await this.pass(3_000)
    return this.order(placed.json<OrderView>().id)
  }

  order(id: string): Promise<OrderView> {
    return this.ask('GET', `/v1/orders/${id}`)
  }

  async delivered(order: OrderView): Promise<void> {
    for (const { id } of (await this.order(order.id)).shipments) {
      await this.send('POST', '/v1/webhooks/carrier', carrierNotice(id), signed('carrier'))
    }
    await this.pass(1_000)
  }

  stock(): Promise<StockView> {
    return this.ask('GET', `/v1/admin/stock/${sku}`)
  }

  /** `authorized captured refunded`, and `voided`, of every charge in the bank's books. */
  async books(): Promise<readonly string[]> {
    const { items } = await this.bank.books({ limit: 1_000 })
    return items.map(({ authorized, captured, refunded, voided }) =>
      [authorized.amount, captured.amount, refunded.amount, ...(voided ? ['voided'] : [])].join(
        ' ',
      ),
    )
  }

  subjects(): readonly string[] {
    return this.mailer.sent().map(({ subject }) => subject.replace(/[A-Z0-9]{5}-[A-Z0-9]{5}/, '#'))
  }

  async close(): Promise<void> {
    await Promise.all([this.region.stop(), this.server.close()])
  }
}

export const statusesOf = ({ status, paymentStatus, fulfilmentStatus }: OrderView): string =>
  `${status} ${paymentStatus} ${fulfilmentStatus}`

export function orderOf(cartId: string, token: string) {
  return {
    cartId,
    email: 'ada@example.org',
    shippingAddress: {
      name: 'Ada Lim',
      line1: '1 Marina Boulevard',
      city: 'Singapore',
      postalCode: '018989',
      country: 'SG',
    },
    shippingMethod: 'standard',
    payment: { method: 'card', token },
  }
}

export const signed = (sender: 'bank' | 'carrier') => ({
  [`${sender}-timestamp`]: '1',
  [`${sender}-signature`]: 'good',
})

const carrierNotice = (shipmentId: string) => ({
  id: `notice-${shipmentId}`,
  type: 'parcel.delivered',
  at: '2026-01-06T00:00:00.000Z',
  data: { shipmentId, trackingNumber: 'T1', status: 'delivered' },
})

function shown(details: unknown): string {
  return JSON.stringify(details, (_, value: unknown) =>
    value instanceof Error ? `${value.name}: ${value.message}` : value,
  )
}
