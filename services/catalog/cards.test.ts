import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Money } from '#kernel/core/money.ts'
import { cardsOf } from '#services/catalog/cards.ts'
import { aProduct, aVariant, CatalogFixture } from '#services/catalog/catalog-fixture.ts'
import type { ProductInput } from '#services/catalog/contract.ts'

const sgd = (amount: number): Money => ({ amount, currency: 'SGD' })

async function cardOf(over: Partial<ProductInput>, currency: string | null = null) {
  const fixture = new CatalogFixture((_query, input) =>
    (input as { prices: Money[][] }).prices.map(() => null),
  )
  const product = { ...aProduct(over), id: 'prd_sin_tea', createdAt: '2026-01-01T00:00:00.000Z' }
  const [card] = await cardsOf([product], currency, fixture.context())
  assert.ok(card)
  return card
}

const sizes: Partial<ProductInput> = {
  options: [{ name: 'Size' }, { name: 'Colour' }],
  variants: [
    aVariant({ sku: 'L', options: ['L', 'Red'], prices: [sgd(30)] }),
    aVariant({ sku: 'S', options: ['S', 'Red'], prices: [sgd(10)], compareAt: sgd(12) }),
    aVariant({ sku: 'M', options: ['M', 'Blue'], prices: [sgd(20)], compareAt: sgd(90) }),
  ],
}

test('a card shows the range of prices, the saving on the cheapest, and what to choose', async () => {
  const card = await cardOf(sizes)
  assert.deepEqual(card.price, { from: sgd(10), to: sgd(30) })
  assert.deepEqual(card.compareAt, sgd(12))
  assert.deepEqual(card.options, [
    { name: 'Size', values: ['L', 'S', 'M'] },
    { name: 'Colour', values: ['Red', 'Blue'] },
  ])
  assert.equal(card.sku, null)
  assert.equal(card.variants, 3)
})

test('a card of one variant names the SKU to put in the cart', async () => {
  assert.equal((await cardOf({})).sku, 'TEA-1')
})

test('an earlier price that is no higher is not shown', async () => {
  const variants = [aVariant({ prices: [sgd(10)], compareAt: sgd(10) })]
  assert.equal((await cardOf({ variants })).compareAt, null)
})

test('a price that cannot be given in a currency stays in its own', async () => {
  assert.deepEqual((await cardOf({}, 'AUD')).price.from, sgd(1999))
})
