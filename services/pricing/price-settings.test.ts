import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#kernel/core/decider.ts'
import type { PriceSettingsChange } from '#services/pricing/contract.ts'
import { defaultSettings } from '#services/pricing/default-settings.ts'
import { priceSettings } from '#services/pricing/price-settings.ts'

const { initial, decide } = priceSettings.decider
const at = '2026-01-01T00:00:00.000Z'
const exact = { every: 1, ending: 0 }
const tax = { name: 'Sales tax', included: false, rates: { standard: 825, reduced: 825, zero: 0 } }

const change = (changed: PriceSettingsChange, from = initial) =>
  decide(from, { type: 'change-settings', at, change: changed })

function settingsAfter(changed: PriceSettingsChange, from = initial) {
  const events = change(changed, from)
  assert.ok(!isRefusal(events))
  return events[0]?.settings
}

test('without a document the defaults count, and they are sound', () => {
  assert.equal(initial, defaultSettings)
  assert.deepEqual(change({ offers: defaultSettings.offers }), [])
})

test('what is left out stays, and what is the same changes nothing', () => {
  assert.deepEqual(settingsAfter({ country: 'AU' }), { ...defaultSettings, country: 'AU' })
  assert.deepEqual(change({ country: 'SG' }), [])
  assert.deepEqual(change({}), [])
})

test('a country’s tax is set, and goes back to the table', () => {
  const set = settingsAfter({ taxes: { US: tax } })
  assert.deepEqual(set?.taxes, { US: tax })
  assert.deepEqual(settingsAfter({ taxes: { US: null } }, set)?.taxes, {})
})

test('a new currency of the shop brings its rates', () => {
  const offers = [{ currency: 'SGD', ratePpm: 1_290_000, rounding: exact }]
  assert.equal(settingsAfter({ currency: 'USD', offers })?.currency, 'USD')
})

const usd = { currency: 'USD', ratePpm: 775_000, rounding: exact }
const refusals: readonly (readonly [string, PriceSettingsChange])[] = [
  ['pricing.rates-missing', { currency: 'USD' }],
  ['pricing.own-currency-offered', { offers: [{ ...usd, currency: 'SGD' }] }],
  ['pricing.duplicate-offer', { offers: [usd, usd] }],
  ['pricing.ending-too-large', { offers: [{ ...usd, rounding: { every: 100, ending: 100 } }] }],
]

for (const [code, changed] of refusals) {
  test(`settings are refused: ${code}`, () => {
    const refused = change(changed)
    assert.ok(isRefusal(refused) && refused.code === code)
  })
}
