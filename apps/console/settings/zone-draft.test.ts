import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Zone } from '#apps/console/settings/settings-queries.ts'
import { draftsOf, emptyZone, zonesOf } from '#apps/console/settings/zone-draft.ts'

const zones: Zone[] = [
  {
    name: 'Home',
    countries: ['SG'],
    rates: [
      {
        code: 'standard',
        title: 'Standard',
        prices: [
          { amount: 350, currency: 'SGD' },
          { amount: 400, currency: 'AUD' },
        ],
        pricesPerKilogram: [{ amount: 100, currency: 'SGD' }],
        freeFrom: [{ amount: 8_000, currency: 'SGD' }],
        days: { from: 1, to: 3 },
      },
    ],
  },
  {
    name: 'World',
    countries: null,
    rates: [
      {
        code: 'standard',
        title: 'By air',
        prices: [{ amount: 2_500, currency: 'SGD' }],
        days: { from: 5, to: 12 },
      },
    ],
  },
]

test('zones that nobody changed are saved as they were', () => {
  assert.deepEqual(zonesOf(draftsOf(zones), 'SGD'), zones)
})

test('a zone without a name or a price is not saved', () => {
  assert.equal(zonesOf([emptyZone], 'SGD'), null)
})

test('a country is two letters, however they were typed', () => {
  const [home] = draftsOf(zones)
  assert.ok(home)
  assert.deepEqual(zonesOf([{ ...home, countries: 'sg my' }], 'SGD')?.[0]?.countries, ['SG', 'MY'])
  assert.equal(zonesOf([{ ...home, countries: 'Malaysia' }], 'SGD'), null)
})
