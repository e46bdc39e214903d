import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#kernel/core/decider.ts'
import type { Money } from '#kernel/core/money.ts'
import type { Query } from '#kernel/core/query.ts'
import type { Context } from '#kernel/service/context.ts'
import { checkout } from '#services/gateway/checkout.ts'

const sgd = (amount: number): Money => ({ amount, currency: 'SGD' })
const tea = {
  sku: 'TEA',
  prices: [sgd(1_000)],
  taxClass: 'standard',
  grams: 400,
  tracked: true,
  requiresShipping: true,
  purchasable: true,
}

function shop(
  over: {
    sellables?: readonly object[]
    stock?: number
    backorder?: boolean
    cart?: object | null
  } = {},
) {
  const { sellables = [tea], stock = 40, backorder = false } = over
  const lines = [{ sku: 'TEA', quantity: 3 }]
  const asked: { name: string; input: unknown }[] = []
  const cart = { id: 'crt_sin_1', version: 4, currency: 'SGD', country: null, lines }
  const answers: Readonly<Record<string, (input: { shipping: Money | null }) => unknown>> = {
    'cart.by-id': () => (over.cart === undefined ? cart : over.cart),
    'catalog.sellables-by-sku': () => sellables,
    'inventory.availability': () => [{ sku: 'TEA', tracked: true, available: stock, backorder }],
    'shipping.methods': () => [
      { code: 'standard', title: 'Standard', price: sgd(350), days: { from: 2, to: 3 } },
    ],
    'pricing.quote': ({ shipping }) => ({
      subtotal: sgd(3_000),
      shipping: shipping ?? sgd(0),
      taxes: [],
      taxIncluded: true,
      total: sgd(3_000 + (shipping?.amount ?? 0)),
    }),
  }
  const ask = async <I, O>({ name }: Query<I, O>, input: I) => {
    asked.push({ name, input })
    return answers[name]?.(input as never) as O
  }
  return { asked, context: { ask } as unknown as Context }
}

test('each way to send a cart comes with what the order would be charged', async () => {
  const { asked, context } = shop()
  const found = await checkout('crt_sin_1', 'SG', context)
  assert.ok(!isRefusal(found))
  assert.deepEqual(
    found.methods.map(({ code, totals }) => [code, totals.total.amount]),
    [['standard', 3_350]],
  )
  assert.equal(found.cartVersion, 4)
  assert.deepEqual(asked.find(({ name }) => name === 'shipping.methods')?.input, {
    country: 'SG',
    currency: 'SGD',
    grams: 1_200,
    subtotal: sgd(3_000),
  })
})

test('a line that asks for more than there is is named, and not one that can be ordered back', async () => {
  const found = await checkout('crt_sin_1', 'SG', shop({ stock: 2 }).context)
  assert.ok(!isRefusal(found))
  assert.deepEqual(found.short, [{ sku: 'TEA', available: 2 }])
  const later = await checkout('crt_sin_1', 'SG', shop({ stock: 2, backorder: true }).context)
  assert.ok(!isRefusal(later))
  assert.deepEqual(later.short, [])
})

test('what is not sent costs nothing to send', async () => {
  const card = { ...tea, requiresShipping: false, tracked: false }
  const found = await checkout('crt_sin_1', 'SG', shop({ sellables: [card] }).context)
  assert.ok(!isRefusal(found))
  assert.deepEqual(
    [found.requiresShipping, found.methods.map(({ code, price }) => [code, price.amount])],
    [false, [['none', 0]]],
  )
})

test('a cart that is not there cannot be sent', async () => {
  const refused = await checkout('crt_sin_1', 'SG', shop({ cart: null }).context)
  assert.ok(isRefusal(refused) && refused.kind === 'not-found')
})
