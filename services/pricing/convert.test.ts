import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Money } from '#kernel/core/money.ts'
import type { PriceSettings, Rounding } from '#services/pricing/contract.ts'
import { amountIn, priceIn } from '#services/pricing/convert.ts'

const settings = (rounding: Rounding): PriceSettings => ({
  currency: 'SGD',
  country: 'SG',
  offers: [
    { currency: 'USD', ratePpm: 500_000, rounding },
    { currency: 'JPY', ratePpm: 100_000_000, rounding },
    { currency: 'BHD', ratePpm: 250_000, rounding },
  ],
  taxes: {},
})
const cent = settings({ every: 1, ending: 0 })
const charm = settings({ every: 100, ending: 99 })
const sgd = (amount: number): Money => ({ amount, currency: 'SGD' })

const inUsd = (amount: number, rounding: Rounding) =>
  priceIn('USD', [sgd(amount)], settings(rounding))?.amount

test('amounts follow the minor units of both currencies', () => {
  assert.deepEqual(priceIn('JPY', [sgd(1999)], cent), { amount: 1999, currency: 'JPY' })
  assert.deepEqual(priceIn('BHD', [sgd(1999)], cent), { amount: 4998, currency: 'BHD' })
  assert.deepEqual(priceIn('SGD', [{ amount: 1999, currency: 'JPY' }], cent), sgd(1999))
  assert.deepEqual(priceIn('JPY', [{ amount: 1000, currency: 'BHD' }], cent)?.amount, 400)
})

test('a price goes to the nearest ending, the higher of two', () => {
  assert.equal(inUsd(3_999, { every: 1, ending: 0 }), 2_000)
  assert.equal(inUsd(4_010, { every: 5, ending: 0 }), 2_005)
  assert.equal(inUsd(4_004, { every: 5, ending: 0 }), 2_000)
  assert.equal(inUsd(4_005, { every: 5, ending: 0 }), 2_005)
  assert.equal(inUsd(4_000, { every: 100, ending: 99 }), 1_999)
  assert.equal(inUsd(4_098, { every: 100, ending: 99 }), 2_099)
})

test('a price that would become more than any price is none in that currency', () => {
  assert.equal(priceIn('JPY', [sgd(1_000_000_000_000)], cent)?.amount, 1_000_000_000_000)
  assert.equal(priceIn('BHD', [sgd(1_000_000_000_000)], cent), null)
})

test('what costs something never becomes free, and what is free stays free', () => {
  assert.equal(inUsd(1, { every: 100, ending: 99 }), 99)
  assert.equal(inUsd(1, { every: 10, ending: 0 }), 10)
  assert.equal(inUsd(0, { every: 100, ending: 99 }), 0)
})

test('only shelf prices are rounded to an ending, and only converted ones', () => {
  assert.equal(amountIn('USD', sgd(1_000), charm)?.amount, 500)
  assert.equal(priceIn('USD', [sgd(1_000), { amount: 123, currency: 'USD' }], charm)?.amount, 123)
})

test('a currency without a rate has no price', () => {
  assert.equal(priceIn('EUR', [sgd(1)], cent), null)
  assert.equal(priceIn('EUR', [sgd(1), { amount: 1, currency: 'EUR' }], cent), null)
  assert.equal(priceIn('SGD', [{ amount: 1, currency: 'EUR' }], cent), null)
  assert.equal(priceIn('SGD', [], cent), null)
})

test('a rounded price has the ending asked for and lies within half a step', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000_000 }),
      fc.integer({ min: 1, max: 1_000 }),
      fc.nat(),
      (amount, every, seed) => {
        const ending = seed % every
        const price = inUsd(amount, { every, ending }) ?? 0
        assert.equal(price % every, ending % every)
        const smallest = ending === 0 ? every : ending
        assert.ok(price === smallest || Math.abs(price * 2 - amount) <= every)
      },
    ),
  )
})
