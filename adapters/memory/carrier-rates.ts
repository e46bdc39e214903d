// The sandbox carrier's price list. Prices are kept in US cents and turned into other currencies at
// fixed rates, so that the same parcel always costs the same.

import { currencies, money, type Money } from '#kernel/core/money.ts'

interface Tariff {
  /** US cents for the first half kilogram, by zone. */
  readonly baseCents: readonly [near: number, region: number, world: number]
  /** US cents for each further half kilogram begun. */
  readonly stepCents: readonly [near: number, region: number, world: number]
}

const tariffs: ReadonlyMap<string, Tariff> = new Map<string, Tariff>(
  Object.entries({
    pickup: { baseCents: [0, 0, 0], stepCents: [0, 0, 0] },
    economy: { baseCents: [250, 690, 1_190], stepCents: [60, 210, 420] },
    standard: { baseCents: [390, 990, 1_690], stepCents: [90, 290, 560] },
    express: { baseCents: [890, 1_990, 3_290], stepCents: [150, 480, 890] },
    overnight: { baseCents: [1_490, 3_490, 5_990], stepCents: [240, 790, 1_390] },
  }),
)

const near = new Set(['SG', 'AU'])
const region = new Set([
  'BD', 'BN', 'CN', 'FJ', 'HK', 'ID', 'IN', 'JP', 'KH', 'KR', 'LA', 'LK', 'MM', 'MO', 'MY', 'NP',
  'NZ', 'PG', 'PH', 'TH', 'TW', 'VN',
]) // prettier-ignore

/** Units of a currency for one US dollar; one for those not named. */
const perDollar: Readonly<Record<string, number>> = {
  AED: 3.67, AUD: 1.52, BRL: 5.4, CAD: 1.37, CHF: 0.81, CNY: 7.15, CZK: 21.2, DKK: 6.4, EUR: 0.86,
  GBP: 0.75, HKD: 7.8, HUF: 340, IDR: 16_400, ILS: 3.4, INR: 87, JPY: 148, KRW: 1_390, MXN: 18.7,
  MYR: 4.23, NOK: 10.1, NZD: 1.7, PHP: 57, PLN: 3.65, SEK: 9.5, SGD: 1.29, THB: 32.4, TRY: 40.7,
  TWD: 30, VND: 26_200, ZAR: 17.7,
} // prettier-ignore

const stepGrams = 500
/** The heaviest parcel the carrier takes. */
export const gramsMax = 70_000

/** The price, or null when the carrier does not know the method. */
export function rateOf(request: {
  country: string
  grams: number
  method: string
  currency: string
}): Money | null {
  const tariff = tariffs.get(request.method)
  const exponent = currencies[request.currency]
  if (tariff === undefined || exponent === undefined) return null
  const zone = near.has(request.country) ? 0 : region.has(request.country) ? 1 : 2
  const steps = Math.max(0, Math.ceil(request.grams / stepGrams) - 1)
  const cents = tariff.baseCents[zone] + steps * tariff.stepCents[zone]
  const units = (cents / 100) * (perDollar[request.currency] ?? 1)
  return money(Math.round(units * 10 ** exponent), request.currency)
}

export function isMethod(method: string): boolean {
  return tariffs.has(method)
}
