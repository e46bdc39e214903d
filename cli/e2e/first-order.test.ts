import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { seedDemoCatalog } from '#cli/demo-catalog/seed.ts'
import { ask, askStaff, askWell, type Problem } from '#cli/e2e/ask.ts'
import { putOnSale, putProduct, stockOf } from '#cli/e2e/merchandise.ts'
import { chargesFor, mailsTo, mailTo } from '#cli/e2e/outside.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import {
  anotherEmail,
  buy,
  fillCart,
  orderBody,
  orderOnce,
  patience,
  readOrder,
} from '#cli/e2e/shopping.ts'
import { until } from '#cli/e2e/until.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'
import { asOperator } from '#cli/operator.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { OrderView } from '#services/orders/contract.ts'

let own: OwnStore
let store: StoreFile
/** Addresses: the front door, and each region's own. */
let edge: string
let sin: string
let syd: string

before(async () => {
  own = await startOwnStore(() => undefined)
  store = own.reach
  edge = store.edge
  const [first, second] = store.regions
  assert.ok(first && second)
  sin = first.url
  syd = second.url
  await seedDemoCatalog(own.dir, own.reach)
  await until('the demo shop is open in Sydney', async () => {
    const { items } = await askWell<{ items: unknown[] }>('GET', `${syd}/v1/search?q=bowls`)
    return items.length > 0
  })
})

after(() => own.stop())

describe('a store in two regions', { concurrency: 2 }, () => {
  describe('an order', { concurrency: 8 }, () => {
    it('is confirmed, is in the other region, in the books of the bank and in the mail', async () => {
      const email = anotherEmail()
      const order = await buy(edge, [{ sku: 'KI-BOWLS', quantity: 2 }], { email })
      assert.equal(order.status, 'confirmed')
      assert.equal(order.paymentStatus, 'authorized')
      for (const { url, name } of store.regions) {
        const there = await orderOnce(url, order.id, 'confirmed', (seen) => {
          return seen.status === 'confirmed'
        })
        assert.deepEqual(there.total, order.total)
        const { headers } = await readOrder(url, order.id)
        assert.equal(headers.get('meridian-region'), name)
      }
      const [charge, ...others] = await chargesFor(store, order.id)
      assert.equal(others.length, 0)
      assert.deepEqual(charge?.authorized, order.total)
      assert.equal(charge?.captured.amount, 0)
      const mail = await mailTo(store, email, new RegExp(order.number))
      assert.match(mail.text, /Nesting bowls/)
      const page = await ask('GET', `${store.mailbox}/read/${mail.id}`)
      assert.match(page.text, /Nesting bowls/)
    })

    it('is paid when it is shipped, completed when it arrives, and refunded in part', async () => {
      await putOnSale(store, { sku: 'E2E-SHIPPED', price: 2_500 })
      const email = anotherEmail()
      const { id, total } = await buy(edge, [{ sku: 'E2E-SHIPPED', quantity: 3 }], { email })
      await askStaff(store, 'POST', `orders/${id}/shipments`, {})
      const sent = await orderOnce(edge, id, 'captured and on its way', (order) => {
        return order.paymentStatus === 'captured' && order.fulfilmentStatus === 'fulfilled'
      })
      assert.deepEqual(sent.captured, total)
      const [charge] = await chargesFor(store, id)
      assert.equal(charge?.captured.amount, total.amount)
      const trackingNumber = sent.shipments[0]?.trackingNumber ?? ''
      assert.match((await mailTo(store, email, /on its way/i)).text, new RegExp(trackingNumber))
      assert.equal((await stockOf(store, sin, 'E2E-SHIPPED')).onHand, 997)

      for (const stage of ['in_transit', 'delivered']) {
        const parcel = `${store.carrier}/tracking/${trackingNumber}`
        const moved = await askWell<{ status: string }>('POST', `${parcel}/advance`)
        assert.equal(moved.status, stage)
      }
      const arrived = await orderOnce(edge, id, 'completed', ({ status }) => status === 'completed')
      assert.equal(arrived.fulfilmentStatus, 'delivered')

      const amount = { amount: 1_234, currency: 'SGD' }
      await askStaff(store, 'POST', `orders/${id}/refunds`, { amount, reason: 'a dent' })
      const refunded = await orderOnce(edge, id, 'refunded in part', (order) => {
        return order.paymentStatus === 'partially-refunded'
      })
      assert.deepEqual(refunded.refunded, amount)
      const [after, ...others] = await chargesFor(store, id)
      assert.equal(others.length, 0)
      assert.equal(after?.refunded.amount, 1_234)
      await mailTo(store, email, /refund/i)
    })

    it('takes no word of a carrier that did not sign it', async () => {
      const notice = {
        id: 'evt_forged',
        type: 'parcel.delivered',
        at: new Date().toISOString(),
        data: { shipmentId: 'shp_sin_forged-1', trackingNumber: 'TRK1', status: 'delivered' },
      }
      const forged = { 'carrier-timestamp': '1', 'carrier-signature': '00' }
      for (const headers of [{}, forged]) {
        const refused = await ask<Problem>('POST', `${edge}/v1/webhooks/carrier`, notice, headers)
        assert.deepEqual([refused.status, refused.body.code], [403, 'shipping.bad-signature'])
      }
    })

    it('that is cancelled before shipment gives money and units back', async () => {
      await putOnSale(store, { sku: 'E2E-CANCELLED' }, 10)
      const email = anotherEmail()
      const { id } = await buy(edge, [{ sku: 'E2E-CANCELLED', quantity: 2 }], { email })
      await until('two units are reserved', async () => {
        return (await stockOf(store, sin, 'E2E-CANCELLED')).reserved === 2
      })
      const url = `${edge}/v1/orders/${id}/cancel`
      await askWell('POST', url, { reason: 'second thoughts' }, patience)
      const order = await orderOnce(edge, id, 'voided', (seen) => seen.paymentStatus === 'voided')
      assert.equal(order.status, 'cancelled')
      const [charge, ...others] = await chargesFor(store, id)
      assert.equal(others.length, 0)
      assert.equal(charge?.voided, true)
      await until('the units are free again', async () => {
        const { reserved, available } = await stockOf(store, sin, 'E2E-CANCELLED')
        return reserved === 0 && available === 10
      })
      const parcels = `${edge}/v1/admin/orders/${id}/shipments`
      const late = await ask<Problem>('POST', parcels, {}, asOperator(store))
      assert.deepEqual([late.status, late.body.code], [409, 'orders.not-shippable'])
    })

    it('whose card was declined can be paid with another', async () => {
      await putOnSale(store, { sku: 'E2E-DECLINED' })
      const line = [{ sku: 'E2E-DECLINED', quantity: 1 }]
      const declined = await buy(edge, line, { token: 'tok_declined' })
      assert.deepEqual([declined.status, declined.paymentStatus], ['pending', 'declined'])
      assert.deepEqual(await chargesFor(store, declined.id), [])
      const payment = { method: 'card', token: 'tok_visa' }
      const url = `${edge}/v1/orders/${declined.id}/payments`
      const paid = await askWell<OrderView>('POST', url, { payment }, patience)
      assert.deepEqual([paid.status, paid.paymentStatus], ['confirmed', 'authorized'])
      assert.equal((await chargesFor(store, declined.id)).length, 1)
      const third = { payment: { method: 'card', token: 'tok_unavailable' } }
      const again = await ask<Problem>('POST', url, third)
      assert.deepEqual([again.status, again.body.code], [409, 'orders.not-payable'])
    })

    it('is the same order when its key comes again through the other region', async () => {
      const key = { 'idempotency-key': `e2e-${process.pid}-order` }
      const email = anotherEmail()
      const body = orderBody(await fillCart(sin, [{ sku: 'KI-BOWLS', quantity: 1 }]), { email })
      const [first, repeat] = [
        await ask<OrderView>('POST', `${sin}/v1/orders`, body, { ...key, ...patience }),
        await ask<OrderView>('POST', `${syd}/v1/orders`, body, { ...key, ...patience }),
      ]
      assert.equal(first.headers.get('idempotent-replayed'), null)
      assert.equal(repeat.headers.get('idempotent-replayed'), 'true')
      assert.equal(repeat.body.id, first.body.id)
      for (const url of [sin, syd, edge]) {
        const other = await ask<Problem>(
          'POST',
          `${url}/v1/orders`,
          { ...body, email: 'a@b.sg' },
          key,
        )
        assert.deepEqual([other.status, other.body.code], [422, 'http.key-reused'])
      }
      assert.equal((await chargesFor(store, first.body.id)).length, 1)
      await mailTo(store, email, new RegExp(first.body.number))
      assert.equal((await mailsTo(store, email)).length, 1)
    })

    it('and its cart are made once, however often their keys are sent', async () => {
      const key = { 'idempotency-key': `e2e-${process.pid}-cart` }
      const body = { currency: 'SGD' }
      const first = await ask<{ id: string }>('POST', `${syd}/v1/carts`, body, key)
      const repeat = await ask<{ id: string }>('POST', `${sin}/v1/carts`, body, key)
      assert.equal(repeat.body.id, first.body.id)
      assert.equal(repeat.headers.get('idempotent-replayed'), 'true')
    })

    it('from a cart of the other region is forwarded to that region', async () => {
      const cartId = await fillCart(sin, [{ sku: 'KI-BOWLS', quantity: 1 }])
      assert.match(cartId, /^crt_sin_/)
      const order = await ask<OrderView>('POST', `${syd}/v1/orders`, orderBody(cartId), patience)
      assert.equal(order.body.status, 'confirmed')
      assert.match(order.body.id, /^ord_sin_/)
      assert.equal(order.headers.get('meridian-region'), 'ap-southeast-1')
    })

    it('of a cart that became an order already is that order', async () => {
      const cartId = await fillCart(edge, [{ sku: 'KI-BOWLS', quantity: 1 }])
      const sendings = [sin, syd, edge, sin, syd, edge].map((url) =>
        ask<OrderView>('POST', `${url}/v1/orders`, orderBody(cartId), patience),
      )
      const ids = (await Promise.all(sendings)).map(({ status, body }) => {
        assert.ok(status < 300, `${status} ${JSON.stringify(body)}`)
        return body.id
      })
      assert.equal(new Set(ids).size, 1)
      assert.equal((await chargesFor(store, ids[0] ?? '')).length, 1)
    })

    it('can be followed while it goes its way', async () => {
      const cartId = await fillCart(edge, [{ sku: 'KI-BOWLS', quantity: 1 }])
      const { id } = await askWell<OrderView>('POST', `${edge}/v1/orders`, orderBody(cartId))
      const statuses: string[] = []
      const answer = await fetch(`${edge}/v1/orders/${id}/events`, {
        signal: AbortSignal.timeout(20_000),
      })
      assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/)
      assert.ok(answer.body)
      let text = ''
      for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
        text += piece
        const events = text.split('\n\n')
        text = events.pop() ?? ''
        for (const event of events) {
          const data = /^data: (.*)$/m.exec(event)?.[1]
          if (data !== undefined) statuses.push((JSON.parse(data) as OrderView).status)
        }
        if (statuses.includes('confirmed')) break
      }
      assert.equal(statuses.at(-1), 'confirmed')
      const unknown = await ask<Problem>('GET', `${edge}/v1/orders/ord_sin_none/events`)
      assert.deepEqual([unknown.status, unknown.body.code], [404, 'orders.not-found'])
    })

    it('is answered at once, or when it is settled for those who prefer to wait', async () => {
      const [hasty, patient] = await Promise.all(
        [{}, patience].map(async (headers) => {
          const cartId = await fillCart(sin, [{ sku: 'KI-BOWLS', quantity: 1 }])
          return ask<OrderView>('POST', `${sin}/v1/orders`, orderBody(cartId), headers)
        }),
      )
      assert.equal(hasty?.status, 202)
      assert.equal(hasty.body.status, 'pending')
      assert.equal(hasty.headers.get('location'), `/v1/orders/${hasty.body.id}`)
      assert.equal(patient?.status, 200)
      assert.equal(patient.body.status, 'confirmed')
      assert.equal(patient.headers.get('preference-applied'), 'wait')
    })
  })

  describe('the API', { concurrency: 8 }, () => {
    it('describes itself for programs and for people', async () => {
      const openapi = await ask<{ openapi: string; paths: object }>(
        'GET',
        `${edge}/v1/openapi.json`,
      )
      assert.match(openapi.body.openapi, /^3\.1\./)
      assert.ok(Object.keys(openapi.body.paths).includes('/v1/orders/{id}'))
      const docs = await ask('GET', `${edge}/docs`)
      assert.match(docs.headers.get('content-type') ?? '', /^text\/html/)
      assert.match(docs.text, /Place|Order what is in a cart/)
      assert.match((await ask('GET', `${edge}/docs/errors`)).text, /orders\.not-payable/)
    })

    it('refuses to change what has changed meanwhile', async () => {
      const cartId = await fillCart(edge, [{ sku: 'KI-BOWLS', quantity: 1 }])
      const { headers } = await ask('GET', `${edge}/v1/carts/${cartId}`)
      const known = { 'if-match': headers.get('etag') ?? '' }
      const line = `${edge}/v1/carts/${cartId}/lines/KI-BOWLS`
      await askWell('PUT', line, { quantity: 2 }, known)
      const late = await ask<Problem>('PUT', line, { quantity: 3 }, known)
      assert.equal(late.status, 412)
      assert.equal(late.headers.get('content-type'), 'application/problem+json; charset=utf-8')
      const cart = await askWell<{ lines: { quantity: number }[] }>(
        'GET',
        `${edge}/v1/carts/${cartId}`,
      )
      assert.equal(cart.lines[0]?.quantity, 2)
    })

    it('refuses a cursor that it never gave out', async () => {
      const asked = [undefined, asOperator(store)] as const
      for (const list of ['products', 'search', 'admin/orders', 'admin/stock', 'admin/customers']) {
        for (const cursor of ['nonsense', 'eyJhIjoxfQ', '-1', '%00']) {
          const answer = await ask<Problem>('GET', `${edge}/v1/${list}?cursor=${cursor}`, ...asked)
          assert.equal(answer.status, 400, `${list} ${cursor}: ${answer.text}`)
        }
      }
    })

    it('finds a product of the demo shop in both regions', async () => {
      for (const url of [sin, syd, edge]) {
        const { items } = await askWell<{ items: { handle: string }[] }>(
          'GET',
          `${url}/v1/search?q=nesting%20bowl`,
        )
        assert.equal(items[0]?.handle, 'nesting-bowls')
      }
    })

    it('shows a changed price at the front door within seconds', async () => {
      const article = await putOnSale(store, { sku: 'E2E-PRICED', price: 1_000 })
      const page = `${edge}/v1/products/${article.handle}`
      const shown = async () => {
        const answer = await ask<{ variants: { prices: { amount: number }[] }[] }>('GET', page)
        const price = answer.body.variants[0]?.prices[0]?.amount
        return { price, cache: answer.headers.get('meridian-cache') }
      }
      await shown()
      assert.deepEqual(await shown(), { price: 1_000, cache: 'hit' })
      await putProduct(store, { ...article, price: 1_100 })
      await until('the new price is shown', async () => (await shown()).price === 1_100, 15_000)
      const cartId = await fillCart(edge, [{ sku: article.sku, quantity: 1 }])
      const cart = await askWell<{ total: { amount: number } }>('GET', `${edge}/v1/carts/${cartId}`)
      assert.equal(cart.total.amount, 1_100)
    })
  })
})

describe('the catalogue', () => {
  for (const format of ['shopify', 'jsonl'] as const) {
    it(`comes back unchanged from its own ${format} file`, async () => {
      const file = `${own.dir}/catalogue.${format === 'jsonl' ? 'jsonl' : 'csv'}`
      const at = ['--dir', own.dir]
      const written = await runCli('export', file, '--format', format, ...at)
      assert.equal(written.code, 0, written.stderr)
      const read = await runCli('import', file, '--json', ...at)
      assert.equal(read.code, 0, read.stderr + read.stdout)
      const { products } = JSON.parse(read.stdout) as { products: Record<string, number> }
      const { unchanged = 0, ...others } = products
      assert.deepEqual(others, { created: 0, updated: 0, refused: 0 })
      assert.ok(unchanged > 100)
    })
  }
})
