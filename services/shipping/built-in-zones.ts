import { currencies, money, type Money } from '#kernel/core/money.ts'
import type { Rate, Zone } from '#services/shipping/contract.ts'

/**
 * Units of a currency for one Singapore dollar, roughly, so that a new shop in any currency has
 * rates at all. A shop that cares sets its own with PUT /v1/admin/shipping-zones.
 */
const perDollar: Readonly<Record<string, number>> = {
  AED: 2.85, ARS: 1_100, AUD: 1.18, BDT: 95, BGN: 1.3, BHD: 0.29, BRL: 4.2, CAD: 1.07, CHF: 0.63,
  CLP: 730, CNY: 5.55, COP: 3_100, CZK: 16.4, DKK: 4.96, EGP: 37.5, EUR: 0.665, GBP: 0.578,
  HKD: 6.04, HNL: 20, HUF: 264, IDR: 12_700, ILS: 2.6, INR: 68, ISK: 95, JOD: 0.55, JPY: 115,
  KES: 100, KRW: 1_080, KWD: 0.237, LKR: 234, MAD: 7, MDL: 13, MXN: 14.5, MYR: 3.28, NGN: 1_180,
  NOK: 7.8, NZD: 1.34, OMR: 0.298, PEN: 2.75, PHP: 44, PKR: 219, PLN: 2.83, QAR: 2.82, RON: 3.37,
  RSD: 78, SAR: 2.9, SEK: 7.4, SGD: 1, THB: 25.2, TND: 2.25, TRY: 31.5, TWD: 23.3, UAH: 32,
  USD: 0.775, UYU: 31, VND: 20_300, ZAR: 13.8,
} // prettier-ignore

const asiaPacific = [
  'BD', 'BN', 'CN', 'FJ', 'HK', 'ID', 'IN', 'JP', 'KH', 'KR', 'LA', 'LK', 'MM', 'MO', 'MY', 'NP',
  'NZ', 'PG', 'PH', 'TH', 'TW', 'VN',
] // prettier-ignore

export const builtInZones: readonly Zone[] = [
  {
    name: 'Singapore',
    countries: ['SG'],
    rates: [
      rate('standard', 'Standard', { base: 3.5, freeFrom: 60, days: [2, 3] }),
      rate('express', 'Express', { base: 9, days: [1, 1] }),
    ],
  },
  {
    name: 'Australia',
    countries: ['AU'],
    rates: [
      rate('standard', 'Standard', { base: 7.5, perKilogram: 1.5, freeFrom: 100, days: [3, 6] }),
      rate('express', 'Express', { base: 15, perKilogram: 3, days: [1, 3] }),
    ],
  },
  {
    name: 'Asia and the Pacific',
    countries: asiaPacific,
    rates: [
      rate('standard', 'Standard', { base: 12, perKilogram: 4, days: [5, 10] }),
      rate('express', 'Express', { base: 29, perKilogram: 7, days: [2, 4] }),
    ],
  },
  {
    name: 'Rest of the world',
    countries: null,
    rates: [
      rate('standard', 'Standard', { base: 19, perKilogram: 7, days: [7, 15] }),
      rate('express', 'Express', { base: 45, perKilogram: 11, days: [3, 6] }),
    ],
  },
]

function rate(
  code: string,
  title: string,
  {
    base,
    perKilogram,
    freeFrom,
    days: [from, to],
  }: {
    readonly base: number
    readonly perKilogram?: number
    readonly freeFrom?: number
    readonly days: readonly [number, number]
  },
): Rate {
  return {
    code,
    title,
    prices: inAll(base),
    ...(perKilogram === undefined ? {} : { pricesPerKilogram: inAll(perKilogram) }),
    ...(freeFrom === undefined ? {} : { freeFrom: inAll(freeFrom) }),
    days: { from, to },
  }
}

function inAll(dollars: number): Money[] {
  return Object.entries(perDollar).map(([currency, units]) => {
    const minor = dollars * units * 10 ** (currencies[currency] ?? 2)
    return money(currency === 'SGD' ? Math.round(minor) : twoDigits(minor), currency)
  })
}

function twoDigits(amount: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1)
  return Math.round(amount / step) * step
}
