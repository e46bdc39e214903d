import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { ShopApi } from '#cli/shop/api.ts'
import { crowd } from '#cli/shop/crowd.ts'
import { fakeShop, type Asked, type FakeAnswer, type FakeShop } from '#cli/shop/fake-shop.ts'
import { percentile } from '#cli/shop/percentile.ts'
import { buy } from '#cli/shop/shopper.ts'
import { skusForSale } from '#cli/shop/skus-for-sale.ts'

const basket = { lines: [{ sku: 'A/B', quantity: 2 }], token: 'tok_visa' }
const order = (changed: object = {}) => ({
  id: 'ord_1',
  status: 'confirmed',
  paymentStatus: 'authorized',
  reason: null,
  total: { amount: 900, currency: 'SGD' },
  ...changed,
})

async function shopWith(
  t: TestContext,
  answer: (asked: Asked, turn: number) => FakeAnswer,
): Promise<{ shop: FakeShop; api: ShopApi }> {
  const shop = await fakeShop(answer)
  const api = new ShopApi(shop.url, { connections: 2, region: 'sin' })
  t.after(async () => {
    await api.close()
    shop.close()
  })
  return { shop, api }
}

const selling =
  (orders: (turn: number) => FakeAnswer) =>
  ({ method, path }: Asked, turn: number): FakeAnswer => {
    if (path.startsWith('/v1/orders')) return orders(turn)
    return method === 'POST' ? [201, { id: 'crt_1' }] : [200, {}]
  }

test('a shopper whose first request is still at work asks again', async (t) => {
  let orders = 0
  const { api } = await shopWith(
    t,
    selling(() => {
      orders += 1
      return orders === 1 ? [409, { code: 'http.still-running' }] : [201, order()]
    }),
  )
  assert.equal((await buy(api, basket)).told, 'confirmed')
  assert.equal(orders, 2)
})

test('a shopper fills a cart, orders, and is told', async (t) => {
  const { shop, api } = await shopWith(
    t,
    selling(() => [202, order()]),
  )
  const receipt = await buy(api, basket)
  assert.equal(receipt.told, 'confirmed')
  assert.deepEqual([receipt.orderId, receipt.total], ['ord_1', 900])
  assert.deepEqual([receipt.shopperRegion, receipt.answeredBy], ['sin', 'ap-southeast-1'])
  assert.deepEqual(
    shop.asked.map(({ method, path }) => `${method} ${path}`),
    ['POST /v1/carts', 'PUT /v1/carts/crt_1/lines/A%2FB', 'POST /v1/orders'],
  )
  assert.equal(shop.asked[0]?.headers['meridian-region-preference'], 'sin')
})

test('an order that is on its way is asked after until it is settled', async (t) => {
  const { shop, api } = await shopWith(
    t,
    selling((turn) => [200, order(turn < 4 ? { status: 'pending' } : {})]),
  )
  assert.equal((await buy(api, basket)).told, 'confirmed')
  assert.equal(shop.asked.at(-1)?.path, '/v1/orders/ord_1')
})

test('a shopper tells sold out, rejected and declined apart', async (t) => {
  for (const [changed, told] of [
    [{ status: 'rejected', reason: 'sold-out' }, 'sold-out'],
    [{ status: 'rejected', reason: 'fraud' }, 'rejected'],
    [{ status: 'pending', paymentStatus: 'declined' }, 'declined'],
    [{ status: 'completed' }, 'confirmed'],
  ] as const) {
    const { api } = await shopWith(
      t,
      selling(() => [200, order(changed)]),
    )
    assert.equal((await buy(api, basket)).told, told)
  }
})

test('what the shop could not do is tried again with the same key', async (t) => {
  const { shop, api } = await shopWith(
    t,
    selling((turn) => (turn < 4 ? [503, { code: 'busy' }] : [202, order()])),
  )
  assert.equal((await buy(api, basket)).told, 'confirmed')
  const keys = shop.asked
    .filter(({ path }) => path === '/v1/orders')
    .map(({ headers }) => headers['idempotency-key'])
  assert.equal(keys.length, 3)
  assert.equal(new Set(keys).size, 1)
})

test('what the shop refuses is not tried again, and the reason is kept', async (t) => {
  const { shop, api } = await shopWith(t, () => [422, { code: 'bad', detail: 'no such currency' }])
  const receipt = await buy(api, basket)
  assert.equal(receipt.told, 'failed')
  assert.equal(receipt.why, 'cart: 422 bad no such currency')
  assert.equal(shop.asked.length, 1)
})

test('a crowd buys as often as it should, in turn by each way into the shop', async (t) => {
  const { api } = await shopWith(
    t,
    selling(() => [202, order()]),
  )
  const other = await shopWith(
    t,
    selling(() => [202, order()]),
  )
  const numbers: number[] = []
  const receipts = await crowd({
    apis: [api, other.api],
    shoppers: 4,
    purchasesEach: 2,
    pauseMs: 0,
    signal: AbortSignal.timeout(10_000),
    basket: (number) => {
      numbers.push(number)
      return basket
    },
  })
  assert.equal(receipts.length, 8)
  assert.deepEqual(
    numbers.toSorted((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8],
  )
  assert.equal(other.shop.asked.filter(({ path }) => path === '/v1/orders').length, 4)
})

test('a crowd ends with its signal', async (t) => {
  const { api } = await shopWith(
    t,
    selling(() => [202, order()]),
  )
  const over = new AbortController()
  const receipts = await crowd({
    apis: [api],
    shoppers: 2,
    pauseMs: 0,
    signal: over.signal,
    basket: () => basket,
    onReceipt: () => over.abort(),
  })
  assert.ok(receipts.length >= 1 && receipts.length <= 2)
})

test('what is for sale is read page by page', async (t) => {
  const { shop } = await shopWith(t, ({ path }) => {
    if (path.startsWith('/v1/products/')) return [200, { variants: [{ sku: `${path.at(-1)}-1` }] }]
    return path.includes('cursor=')
      ? [200, { items: [{ handle: 'b' }], next: null }]
      : [200, { items: [{ handle: 'a' }], next: 'more' }]
  })
  assert.deepEqual(await skusForSale(shop.url), ['a-1', 'b-1'])
})

test('a percentile is a value that was measured', () => {
  assert.equal(percentile([], 50), 0)
  assert.equal(percentile([30, 10, 20], 50), 20)
  assert.equal(percentile([10, 20, 30, 40], 95), 40)
  assert.equal(percentile([10, 20, 30, 40], 0), 10)
})
