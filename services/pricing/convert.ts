import { currencies, money, type Money } from '#kernel/core/money.ts'
import { priceMax } from '#kernel/core/schema.ts'
import type { PriceSettings, Rounding } from '#services/pricing/contract.ts'

const ownRatePpm = 1_000_000
const toTheUnit: Rounding = { every: 1, ending: 0 }

/** The shop's own first. */
export function currenciesIn({ currency, offers }: PriceSettings): readonly string[] {
  return [currency, ...offers.map((offer) => offer.currency)]
}

/**
 * A price set by hand in that currency, or the product's own converted and rounded; null where that
 * would be more than any price.
 */
export function priceIn(
  currency: string,
  prices: readonly Money[],
  settings: PriceSettings,
): Money | null {
  if (rateOf(currency, settings) === null) return null
  const set = prices.find((price) => price.currency === currency)
  const [own] = prices
  if (set !== undefined || own === undefined) return set ?? null
  const price = convert(own, currency, roundingOf(currency, settings), settings)
  return price === null || price.amount > priceMax ? null : price
}

/** An amount that is no shelf price: it is rounded to the minor unit. */
export function amountIn(currency: string, from: Money, settings: PriceSettings): Money | null {
  return from.currency === currency ? from : convert(from, currency, toTheUnit, settings)
}

function convert(
  from: Money,
  currency: string,
  rounding: Rounding,
  settings: PriceSettings,
): Money | null {
  const fromRate = rateOf(from.currency, settings)
  const toRate = rateOf(currency, settings)
  if (fromRate === null || toRate === null) return null
  const numerator = BigInt(from.amount) * BigInt(toRate) * powerOfTen(currency)
  const denominator = BigInt(fromRate) * powerOfTen(from.currency)
  const amount = Number(roundTo(rounding, numerator, denominator))
  return Number.isSafeInteger(amount) ? money(amount, currency) : null
}

/**
 * The nearest amount that ends as the rounding says, the higher of two equally near. Zero stays
 * zero, and nothing that costs something becomes free.
 */
function roundTo({ every, ending }: Rounding, numerator: bigint, denominator: bigint): bigint {
  if (numerator === 0n) return 0n
  const step = BigInt(every) * denominator
  const beyondEnding = numerator - BigInt(ending) * denominator
  const steps = floor(2n * beyondEnding + step, 2n * step)
  const rounded = steps * BigInt(every) + BigInt(ending)
  if (rounded > 0n) return rounded
  return BigInt(ending === 0 ? every : ending)
}

function floor(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient
}

function rateOf(currency: string, { currency: own, offers }: PriceSettings): number | null {
  if (currency === own) return ownRatePpm
  return offers.find((offer) => offer.currency === currency)?.ratePpm ?? null
}

function roundingOf(currency: string, { offers }: PriceSettings): Rounding {
  return offers.find((offer) => offer.currency === currency)?.rounding ?? toTheUnit
}

const powerOfTen = (currency: string): bigint => 10n ** BigInt(currencies[currency] ?? 2)
