import assert from 'node:assert/strict'
import { test } from 'node:test'
import { currencies } from '#kernel/core/money.ts'
import type { Query } from '#kernel/core/query.ts'
import type { Context } from '#kernel/service/context.ts'
import { builtInZones } from '#services/shipping/built-in-zones.ts'
import type { Zone } from '#services/shipping/contract.ts'
import { methodsFor, zoneOf } from '#services/shipping/methods.ts'
import { shippingSettings } from '#services/shipping/shipping-settings.ts'
import { specify } from '#kernel/testing/specify.ts'

const sgd = (amount: number) => ({ amount, currency: 'SGD' })
const context = (zones: readonly Zone[] | null = null) =>
  ({
    homeFor: () => 'sin',
    kept: (_name: string, keys: string[], _forMs: number, make: (missing: string[]) => unknown) =>
      make(keys),
    read: async () => (zones === null ? null : { state: { zones } }),
    ask: async <I, O>(_query: Query<I, O>, input: I) => {
      const { currency, prices } = input as {
        currency: string
        prices: { currency: string }[][]
      }
      return prices.map((list) => list.find((price) => price.currency === currency) ?? null) as O
    },
  }) as unknown as Context
const parcel = { country: 'SG', currency: 'SGD', grams: 400, subtotal: sgd(1_000) }
const prices = async (change: Partial<typeof parcel>) =>
  (await methodsFor({ ...parcel, ...change }, context())).map(({ code, price }) => [
    code,
    price.amount,
  ])

test('each zone has its prices, and the rest of the world has one too', async () => {
  assert.deepEqual(await prices({}), [
    ['standard', 350],
    ['express', 900],
  ])
  assert.deepEqual(await prices({ country: 'BR' }), [
    ['standard', 1_900],
    ['express', 4_500],
  ])
  assert.equal(zoneOf('JP', builtInZones)?.name, 'Asia and the Pacific')
})

test('each kilogram begun after the first costs more', async () => {
  const standard = async (grams: number) => (await prices({ country: 'AU', grams }))[0]?.[1]
  assert.deepEqual(
    [await standard(0), await standard(1_000), await standard(1_001), await standard(3_000)],
    [750, 750, 900, 1_050],
  )
})

test('from the amount that the shop names, standard delivery is free', async () => {
  assert.equal((await prices({ subtotal: sgd(5_999) }))[0]?.[1], 350)
  assert.equal((await prices({ subtotal: sgd(6_000) }))[0]?.[1], 0)
  assert.equal((await prices({ subtotal: sgd(6_000) }))[1]?.[1], 900)
})

test('a new shop has rates in every currency it may choose', () => {
  for (const { rates } of builtInZones) {
    for (const rate of rates) {
      assert.deepEqual(
        rate.prices.map(({ currency }) => currency).toSorted(),
        Object.keys(currencies).toSorted(),
      )
      assert.ok(rate.prices.every(({ amount }) => Number.isSafeInteger(amount) && amount > 0))
    }
  }
})

test('a shop may leave countries out, and delivers nothing there', async () => {
  const [first] = builtInZones
  assert.ok(first)
  assert.deepEqual(await methodsFor({ ...parcel, country: 'BR' }, context([first])), [])
})

test('a method whose price or weight has no price in the currency is not offered', async () => {
  const rate = { code: 'standard', title: 'S', prices: [sgd(100)], days: { from: 1, to: 2 } }
  const heavy = { ...rate, code: 'heavy', pricesPerKilogram: [{ amount: 5, currency: 'AUD' }] }
  const zones: Zone[] = [{ name: 'All', countries: null, rates: [rate, heavy] }]
  const codes = async (currency: string) =>
    (await methodsFor({ ...parcel, currency }, context(zones))).map(({ code }) => code)
  assert.deepEqual(await codes('SGD'), ['standard'])
  assert.deepEqual(await codes('EUR'), [])
})

test('the code of nothing to send is no method: it is not offered, and not taken', async () => {
  const [first] = builtInZones
  assert.ok(first)
  const [rate] = first.rates
  assert.ok(rate)
  const zone = { ...first, rates: [rate, { ...rate, code: 'none' }] }
  const codes = (await methodsFor(parcel, context([zone]))).map(({ code }) => code)
  assert.deepEqual(codes, ['standard'])
  specify(shippingSettings.decider)
    .given()
    .when({ type: 'set-zones', zones: [zone] })
    .refuses('shipping.zones-unclear')
})

test('a method whose price for the weight is beyond counting is not offered', async () => {
  const dear = [sgd(1_000_000_000_000)]
  const rate = { code: 'standard', title: 'S', prices: dear, days: { from: 1, to: 2 } }
  const zone = { name: 'All', countries: null, rates: [{ ...rate, pricesPerKilogram: dear }] }
  const codes = async (grams: number) =>
    (await methodsFor({ ...parcel, grams }, context([zone]))).map(({ code }) => code)
  assert.deepEqual(await codes(2_000), ['standard'])
  assert.deepEqual(await codes(1_000_000_000_000), [])
})

test('a country in two zones, or a method twice in one, is refused', () => {
  const specification = specify(shippingSettings.decider)
  const [first] = builtInZones
  assert.ok(first)
  specification
    .given()
    .when({ type: 'set-zones', zones: [first, { ...first, name: 'Again' }] })
    .refuses('shipping.zones-unclear')
  const twice = { ...first, rates: [...first.rates, ...first.rates] }
  specification
    .given()
    .when({ type: 'set-zones', zones: [twice] })
    .refuses('shipping.zones-unclear')
  specification
    .given()
    .when({ type: 'set-zones', zones: [first] })
    .emits({ type: 'shipping.zones-set', zones: [first] })
})
