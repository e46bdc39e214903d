import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#kernel/core/decider.ts'
import type { Query } from '#kernel/core/query.ts'
import type { Context } from '#kernel/service/context.ts'
import type { PlaceOrderBody } from '#services/orders/contract.ts'
import { gatherOrder } from '#services/orders/gather-order.ts'
import { content } from '#services/orders/order-fixture.ts'

const sgd = (amount: number) => ({ amount, currency: 'SGD' })
const body: PlaceOrderBody = {
  cartId: content.cartId,
  email: content.email,
  shippingAddress: content.shippingAddress,
  shippingMethod: 'standard',
  payment: { method: 'card', token: 'tok_visa' },
}
const sellable = {
  sku: 'MUG',
  productId: 'prd_sin_1',
  handle: 'mug',
  title: 'Mug',
  options: [],
  prices: [sgd(1_999)],
  taxClass: 'standard',
  grams: 600,
  tracked: true,
  requiresShipping: true,
  purchasable: true,
}
const cart = { version: 4, currency: 'SGD', lines: [{ sku: 'MUG', quantity: 2 }] }
const quoted = ({ shipping }: { shipping: { amount: number } | null }) => {
  const delivery = shipping?.amount ?? 0
  const line = { sku: 'MUG', quantity: 2, unitPrice: sgd(1_999), total: sgd(3_998), tax: sgd(330) }
  return {
    currency: 'SGD',
    lines: [line],
    subtotal: sgd(3_998),
    shipping: sgd(delivery),
    taxes: [],
    taxIncluded: true,
    total: sgd(3_998 + delivery),
  }
}
const standard = { code: 'standard', title: 'Standard', price: sgd(350), days: { from: 2, to: 3 } }

function shop(change: Readonly<Record<string, unknown>> = {}, placed: object | null = null) {
  const asked: [string, unknown][] = []
  const answers: Readonly<Record<string, unknown>> = {
    'cart.by-id': cart,
    'catalog.sellables-by-sku': [sellable],
    'pricing.quote': quoted,
    'shipping.methods': [standard],
    ...change,
  }
  const context = {
    read: async () => placed,
    ask: async <I, O>({ name }: Query<I, O>, input: I) => {
      asked.push([name, input])
      const answer = answers[name]
      return (typeof answer === 'function' ? answer(input) : answer) as O
    },
  } as unknown as Context
  return {
    asked,
    gather: (extra = {}, acceptLanguage?: string) => {
      const header = (name: string) => (name === 'accept-language' ? acceptLanguage : undefined)
      return gatherOrder({ body: { ...body, ...extra }, header }, context, content.id)
    },
  }
}

async function refusal(answer: ReturnType<typeof gatherOrder>): Promise<string> {
  const given = await answer
  return isRefusal(given) ? given.code : 'not refused'
}

test('an order is priced by the server, shipping included', async () => {
  const { asked, gather } = shop()
  const command = await gather()
  assert.ok(!isRefusal(command) && command.type === 'place')
  assert.deepEqual(command.content.totals.total, sgd(4_348))
  assert.deepEqual(command.content.lines[0]?.unitPrice, sgd(1_999))
  const [, parcel] = asked.find(([name]) => name === 'shipping.methods') ?? []
  assert.deepEqual(parcel, { country: 'SG', currency: 'SGD', grams: 1_200, subtotal: sgd(3_998) })
})

test('a cart that became an order already is not gathered again', async () => {
  const gone = { 'catalog.sellables-by-sku': [], 'pricing.quote': null }
  const command = await shop(gone, { version: 7 }).gather()
  assert.deepEqual(command, { type: 'place-again', payment: body.payment })
})

test('a stale basket is refused rather than charged', async () => {
  assert.equal(await refusal(shop().gather({ cartVersion: 3 })), 'orders.cart-changed')
  assert.equal(await refusal(shop().gather({ expectedTotal: sgd(3_998) })), 'orders.total-changed')
  const same = await shop().gather({ cartVersion: 4, expectedTotal: sgd(4_348) })
  assert.ok(!isRefusal(same))
})

test('what cannot be bought, priced or delivered is refused with a reason', async () => {
  const cases: readonly [Readonly<Record<string, unknown>>, string][] = [
    [{ 'cart.by-id': null }, 'orders.cart-not-found'],
    [{ 'cart.by-id': { ...cart, lines: [] } }, 'orders.cart-empty'],
    [{ 'catalog.sellables-by-sku': [] }, 'orders.not-for-sale'],
    [{ 'catalog.sellables-by-sku': [{ ...sellable, purchasable: false }] }, 'orders.not-for-sale'],
    [{ 'pricing.quote': null }, 'orders.not-priced'],
    [{ 'shipping.methods': [] }, 'orders.no-delivery'],
    [{ 'shipping.methods': [{ ...standard, code: 'express' }] }, 'orders.no-delivery'],
  ]
  for (const [change, code] of cases) assert.equal(await refusal(shop(change).gather()), code)
})

test('what needs no parcel is delivered for nothing, by no method or by any', async () => {
  const voucher = { ...sellable, requiresShipping: false }
  const change = { 'catalog.sellables-by-sku': [voucher], 'shipping.methods': [] }
  for (const shippingMethod of ['none', 'standard']) {
    const command = await shop(change).gather({ shippingMethod })
    assert.ok(!isRefusal(command) && command.type === 'place')
    assert.deepEqual(command.content.totals.shipping, sgd(0))
    assert.equal(command.content.shippingMethod, shippingMethod)
  }
})

test('what needs a parcel is not ordered without a method', async () => {
  assert.equal(await refusal(shop().gather({ shippingMethod: 'none' })), 'orders.no-delivery')
})

test('an order speaks what the checkout says, else what the browser likes, else nothing yet', async () => {
  const spoken = async (extra = {}, acceptLanguage?: string) => {
    const command = await shop().gather(extra, acceptLanguage)
    return !isRefusal(command) && command.type === 'place' ? command.content.language : 'no order'
  }
  assert.equal(await spoken({ language: 'zh-Hans' }, 'en'), 'zh-Hans')
  assert.equal(await spoken({}, 'zh-CN,en;q=0.5'), 'zh-Hans')
  assert.equal(await spoken(), undefined)
})
