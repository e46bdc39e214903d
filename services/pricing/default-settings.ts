import type { CurrencyOffer, PriceSettings } from '#services/pricing/contract.ts'

const cent = { every: 1, ending: 0 }
const fiveCents = { every: 5, ending: 0 }
const ninetyNine = { every: 100, ending: 99 }

/** Rates are of the order of early 2026 and stand still; a shop sets its own before it sells. */
const offers: readonly CurrencyOffer[] = [
  { currency: 'AUD', ratePpm: 1_150_000, rounding: fiveCents },
  { currency: 'USD', ratePpm: 775_000, rounding: ninetyNine },
  { currency: 'EUR', ratePpm: 665_000, rounding: ninetyNine },
  { currency: 'GBP', ratePpm: 578_000, rounding: ninetyNine },
  { currency: 'NZD', ratePpm: 1_340_000, rounding: { every: 10, ending: 0 } },
  { currency: 'MYR', ratePpm: 3_150_000, rounding: fiveCents },
  { currency: 'HKD', ratePpm: 6_040_000, rounding: { every: 10, ending: 0 } },
  { currency: 'JPY', ratePpm: 121_000_000, rounding: { every: 10, ending: 0 } },
  { currency: 'BHD', ratePpm: 292_000, rounding: cent },
]

export const defaultSettings: PriceSettings = {
  currency: 'SGD',
  country: 'SG',
  offers: [...offers],
  taxes: {},
}
