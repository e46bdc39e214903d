import assert from 'node:assert/strict'
import { test } from 'node:test'
import { priceFrom, pricedFrom } from '#cli/catalog-files/price-text.ts'

test('a price is read to the minor unit in the spellings of many hands', () => {
  const spellings = ['1299.00', '1,299.00', '1.299,00', '1299', '$1,299.00', 'S$ 1299', '1 299,00']
  for (const text of spellings) assert.equal(priceFrom(text, 'SGD'), 129_900, text)
  assert.equal(priceFrom('853.5', 'USD'), 85_350)
  assert.equal(priceFrom('0', 'SGD'), 0)
  assert.equal(priceFrom('16400000', 'VND'), 16_400_000)
  assert.equal(priceFrom('12.000.000', 'VND'), 12_000_000)
  assert.equal(priceFrom('1.234', 'KWD'), 1_234)
})

test('what is not exactly an amount of the currency is refused with a reason', () => {
  for (const text of ['abc', '-1', '12.345', '1,2,3', '12,34,56', '99999999999999']) {
    assert.equal(typeof priceFrom(text, 'SGD'), 'object', text)
  }
  assert.equal(typeof priceFrom('12.50', 'JPY'), 'object')
})

test('a currency may stand on either side of its amount', () => {
  assert.deepEqual(pricedFrom('799 INR', 'SGD'), { amount: 79_900, currency: 'INR' })
  assert.deepEqual(pricedFrom('32.0 USD', 'SGD'), { amount: 3_200, currency: 'USD' })
  assert.deepEqual(pricedFrom('EUR 12,50', 'SGD'), { amount: 1_250, currency: 'EUR' })
  assert.deepEqual(pricedFrom('16400000VND', 'SGD'), { amount: 16_400_000, currency: 'VND' })
  assert.deepEqual(pricedFrom('9.90', 'SGD'), { amount: 990, currency: 'SGD' })
})

test('a currency that the shop does not know is refused', () => {
  assert.match(JSON.stringify(pricedFrom('5 XAU', 'SGD')), /XAU is not a currency/)
})
