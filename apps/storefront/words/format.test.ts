import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatFor } from '#apps/storefront/words/format.ts'

test('prices have the minor units of the books, whatever a browser thinks of a currency', () => {
  const { price, decimal } = formatFor('en')
  assert.equal(price({ amount: 123_450, currency: 'HUF' }), 'HUF\u00a01,234.50')
  assert.equal(price({ amount: 1_234, currency: 'JPY' }), 'JPY\u00a01,234')
  assert.equal(price({ amount: -1_234, currency: 'SGD' }), '−S$12.34')
  assert.equal(decimal({ amount: 1_234_567, currency: 'KWD' }), '1234.567')
})
