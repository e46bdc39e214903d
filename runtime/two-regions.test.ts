import { deepEqual, equal, ok } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ManualClock } from '#adapters/memory/clock.ts'
import { MemoryPaymentProvider } from '#adapters/memory/payment-provider.ts'
import { Fault } from '#kernel/core/fault.ts'
import type { SendAcross } from '#kernel/events/deliver.ts'
import type { Forward } from '#kernel/http/forward.ts'
import { aProduct, aVariant } from '#services/catalog/catalog-fixture.ts'
import type { OrderView } from '#services/orders/contract.ts'
import { sku, statusesOf, WholeShop } from '#runtime/whole-shop.ts'

/** Two composed regions, each over its own store, with the link between them. */
class TwoShops {
  readonly clock = new ManualClock(Date.UTC(2026, 0, 5))
  readonly bank = new MemoryPaymentProvider()
  readonly sin: WholeShop
  readonly syd: WholeShop
  /** Stands between the regions; a test can cut it, or lose its answers. */
  link: (carry: () => ReturnType<SendAcross>) => ReturnType<SendAcross> = (carry) => carry()

  constructor() {
    const homes = ['sin', 'syd']
    const to = (other: () => WholeShop): SendAcross => {
      return (_, deliveries) => this.link(() => other().region.deliverer.receive(deliveries))
    }
    const { clock, bank } = this
    const parts = (region: string, other: () => WholeShop) => ({
      region,
      homes,
      clock,
      bank,
      sendAcross: to(other),
      forward: forwardTo(other),
    })
    this.sin = new WholeShop(parts('sin', () => this.syd))
    this.syd = new WholeShop(parts('syd', () => this.sin))
  }

  static async open(shares: { readonly sin: number; readonly syd: number }): Promise<TwoShops> {
    const shops = new TwoShops()
    await shops.sin.ask(
      'PUT',
      '/v1/admin/products/tea',
      aProduct({ variants: [aVariant({ sku })] }),
    )
    copyDocuments(shops.sin, shops.syd)
    await shops.sin.ask('PUT', `/v1/admin/stock/${sku}`, { shares })
    await shops.clock.advance(500)
    return shops
  }

  /** Units of both homes, each counted where it is served. */
  async units(): Promise<{ readonly onHand: number; readonly available: number }> {
    const views = await Promise.all([this.sin, this.syd].map((shop) => shop.stock()))
    const shares = views.map(({ shares: all }, at) =>
      all.find(({ home }) => home === ['sin', 'syd'][at]),
    )
    const sum = (of: (share: { onHand: number; available: number }) => number) =>
      shares.reduce((total, share) => total + (share ? of(share) : 0), 0)
    return { onHand: sum(({ onHand }) => onHand), available: sum(({ available }) => available) }
  }

  async close(): Promise<void> {
    await Promise.all([this.sin.close(), this.syd.close()])
  }
}

/** Stands in for replication, which the stores in memory have none of. */
function copyDocuments(from: WholeShop, to: WholeShop): void {
  for (const [key, row] of from.ledger.store.documents) {
    const { kind, id } = row.document
    to.ledger.store.documents.set(key, row)
    for (const entry of row.entries) {
      to.ledger.store.index(kind, entry.index).add({ key: entry.key, id })
    }
  }
}

const forwardTo =
  (other: () => WholeShop): Forward =>
  async (_, { method, path, headers, body }) => {
    const answer = await other().server.inject({
      method: method as 'POST',
      url: path,
      headers,
      payload: body ?? '',
    })
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
      body: answer.rawPayload,
    }
  }

suite('two regions', () => {
  test('honour an idempotency key together: one cart, one order, one charge', async () => {
    const shops = await TwoShops.open({ sin: 5, syd: 5 })
    const cart = await shops.sin.cart()
    const first = await shops.sin.place(cart, 'tok_visa', 'once')
    const again = await shops.syd.place(cart, 'tok_visa', 'once')
    deepEqual([first.statusCode, again.statusCode], [202, 202])
    equal(again.headers['idempotent-replayed'], 'true')
    equal(again.json<OrderView>().id, first.json<OrderView>().id)
    await shops.clock.advance(2_000)
    equal((await shops.sin.books()).length, 1)
    await shops.close()
  })

  test('sell each from its own share', async () => {
    const shops = await TwoShops.open({ sin: 5, syd: 7 })
    const orders = await Promise.all([shops.sin.ordered(), shops.syd.ordered('tok_visa', 3)])
    deepEqual(orders.map(statusesOf), Array(2).fill('confirmed authorized unfulfilled'))
    deepEqual(await shops.units(), { onHand: 12, available: 7 })
    await shops.close()
  })

  test('lend each other units, and their sum never changes', async () => {
    const shops = await TwoShops.open({ sin: 3, syd: 3 })
    const order = await shops.syd.ordered('tok_visa', 5)
    equal(order.status, 'confirmed')
    deepEqual(await shops.units(), { onHand: 6, available: 1 })
    await shops.close()
  })

  test('do so over a link that loses answers, with nothing done twice', async () => {
    const shops = await TwoShops.open({ sin: 3, syd: 3 })
    let requests = 0
    shops.link = async (carry) => {
      requests += 1
      const outcomes = await carry()
      if (requests % 3 !== 0) throw new Fault('timeout', 'the answer was lost')
      return outcomes
    }
    const placed = await shops.syd.place(await shops.syd.cart(5))
    await shops.clock.advance(10_000)
    const order = await shops.syd.order(placed.json<OrderView>().id)
    ok(requests > 2)
    ok(['confirmed', 'rejected'].includes(order.status))
    const { onHand, available } = await shops.units()
    equal(onHand, 6)
    equal(available, order.status === 'confirmed' ? 1 : 6)
    await shops.close()
  })

  test('cut off from each other sell what they have and no more', async () => {
    const shops = await TwoShops.open({ sin: 3, syd: 3 })
    shops.link = () => Promise.reject(new Fault('timeout'))
    const all = await Promise.all(
      [shops.sin, shops.sin, shops.syd, shops.syd].map((shop) => shop.cart(2)),
    )
    const placed = await Promise.all(
      all.map((cart) => (cart.includes('_sin_') ? shops.sin : shops.syd).place(cart)),
    )
    await shops.clock.advance(5_000)
    const ids = placed.map((answer) => answer.json<OrderView>().id)
    const orders = await Promise.all(
      ids.map((id) => (id.includes('_sin_') ? shops.sin : shops.syd).order(id)),
    )
    deepEqual(orders.map(({ status }) => status).toSorted(), [
      'confirmed',
      'confirmed',
      'rejected',
      'rejected',
    ])
    shops.link = (carry) => carry()
    await shops.clock.advance(120_000)
    deepEqual(await shops.units(), { onHand: 6, available: 2 })
    for (const shop of [shops.sin, shops.syd]) equal((await shop.ledger.depth()).dead, 0)
    await shops.close()
  })
})
