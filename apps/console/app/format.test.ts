import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ago, plainPrice, price, readPrice } from '#apps/console/app/format.ts'

test('how long ago something was heard is said in the unit that fits', () => {
  assert.deepEqual([-40, 12_400, 119_000, 120_000, 7_199_000, 7_200_000].map(ago), [
    '0 s ago',
    '12 s ago',
    '119 s ago',
    '2 min ago',
    '119 min ago',
    '2 h ago',
  ])
})

test('every currency is shown and read with the minor units that it is kept in', () => {
  for (const [currency, amount, text] of [
    ['SGD', 1_250, '12.50'],
    ['HUF', 125_000, '1250.00'],
    ['JPY', 1_250, '1250'],
    ['KWD', 1_250, '1.250'],
  ] as const) {
    assert.equal(plainPrice({ amount, currency }), text)
    assert.equal(readPrice(text, currency), amount)
  }
  assert.equal(price({ amount: 125_050, currency: 'HUF' }), 'HUF\u00a01,250.50')
})
