import { stored } from '#kernel/testing/at-rest.ts'
import { specifyInvariants } from '#kernel/testing/specify-invariants.ts'
import type { PriceSettings } from '#services/pricing/contract.ts'
import { workload } from '#services/pricing/workload.ts'

const id = 'pst_sin_1'
const rate = { currency: 'AUD', ratePpm: 1_100_000, rounding: { every: 5, ending: 0 } }
const shop: PriceSettings = { currency: 'SGD', country: 'SG', offers: [rate], taxes: {} }
const settings = (change: Partial<PriceSettings> = {}) =>
  stored('price-settings', id, { ...shop, ...change }, 3)
const saved = (version: number) => ({
  rest: { documents: [settings()], notes: { 'pricing.saved': [{ version }] } },
})
const sold = (...currencies: readonly string[]) => ({
  rest: {
    documents: [settings()],
    answers: {
      '/v1/currencies': [
        { status: 200, headers: {}, body: { items: currencies.map((currency) => ({ currency })) } },
      ],
    },
  },
})

specifyInvariants(workload, {
  'a currency has one rate, and the shop’s own has none': {
    right: [{ now: settings() }],
    wrong: [
      [
        { now: settings({ offers: [{ ...rate, currency: 'SGD' }] }) },
        `${id} offers its own currency SGD at a rate`,
      ],
      [{ now: settings({ offers: [rate, rate] }) }, `${id} has two rates for AUD`],
      [
        { now: settings({ offers: [{ ...rate, rounding: { every: 5, ending: 5 } }] }) },
        `${id} rounds AUD to an ending that no step has`,
      ],
    ],
  },
  'a change of prices that staff was told of is kept': {
    right: [saved(3)],
    wrong: [[saved(4), 'staff saved prices as version 4; they are at 3']],
  },
  'every region sells in the currencies that the settings name': {
    right: [sold('SGD', 'AUD')],
    wrong: [[sold('SGD', 'USD'), 'region 1 sells in SGD, USD instead of SGD, AUD']],
  },
})
