import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#kernel/core/decider.ts'
import type { Query } from '#kernel/core/query.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Availability } from '#services/inventory/contract.ts'
import { productPage } from '#services/gateway/product-page.ts'

const variants = ['A', 'B', 'C'].map((sku) => ({
  sku,
  prices: [{ amount: 100, currency: 'SGD' }],
  tracked: sku !== 'C',
  taxClass: 'standard',
}))

const level = (sku: string, over: Partial<Availability> = {}): Availability => ({
  sku,
  tracked: true,
  available: 0,
  backorder: false,
  ...over,
})

function shop(
  stock: readonly Availability[],
  product: object | null = { handle: 'tea', variants },
) {
  const asked = new Map<string, unknown>()
  const answers: Readonly<Record<string, unknown>> = {
    'catalog.active-product': product,
    'pricing.currencies-offered': ['SGD', 'AUD'],
    'pricing.prices-in': [{ amount: 115, currency: 'AUD' }, null],
    'inventory.availability': stock,
    'pricing.quote': {
      taxIncluded: true,
      taxes: [{ name: 'GST', rateBp: 900, amount: { amount: 8, currency: 'SGD' } }],
    },
  }
  const ask = async <I, O>({ name }: Query<I, O>, input: I) => {
    asked.set(name, input)
    return answers[name] as O
  }
  return { asked, context: { ask } as unknown as Context }
}

const anywhere = { currency: null, country: null }

test('each variant has its price, and whether it can be bought', async () => {
  const { context } = shop([level('A', { available: 3 }), level('B')])
  const page = await productPage('tea', { currency: 'AUD', country: 'AU' }, context)
  assert.ok(!isRefusal(page))
  assert.deepEqual(
    page.variants.map(({ sku, price, available, buyable }) => [
      sku,
      price?.amount,
      available,
      buyable,
    ]),
    [
      ['A', 115, 3, true],
      ['B', undefined, 0, false],
      ['C', undefined, null, true],
    ],
  )
  assert.deepEqual(page.tax, { included: true, rates: [{ name: 'GST', rateBp: 900 }] })
})

test('what can be ordered back is sold without stock', async () => {
  const page = await productPage('tea', anywhere, shop([level('A', { backorder: true })]).context)
  assert.ok(!isRefusal(page) && page.variants[0]?.buyable)
})

test('without a currency the shop’s own counts', async () => {
  const { context, asked } = shop([])
  const page = await productPage('tea', anywhere, context)
  assert.ok(!isRefusal(page) && page.currency === 'SGD')
  assert.equal((asked.get('pricing.quote') as { currency: string }).currency, 'SGD')
})

test('a product that is not on sale has no page', async () => {
  const refused = await productPage('tea', anywhere, shop([], null).context)
  assert.ok(isRefusal(refused) && refused.kind === 'not-found')
})
