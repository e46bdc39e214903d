// Money is a whole number of minor units and a currency. Nothing here ever meets a fraction of a
// cent: shares are allocated by largest remainder, and rounding is half away from zero on integers.

/** Minor-unit exponents per ISO 4217 (2 is written out too: an unknown currency is an error). */
export const currencies: Readonly<Record<string, number>> = {
  AED: 2, ARS: 2, AUD: 2, BDT: 2, BGN: 2, BHD: 3, BRL: 2, CAD: 2, CHF: 2, CLP: 0, CNY: 2, COP: 2,
  CZK: 2, DKK: 2, EGP: 2, EUR: 2, GBP: 2, HKD: 2, HNL: 2, HUF: 2, IDR: 2, ILS: 2, INR: 2, ISK: 0,
  JOD: 3, JPY: 0, KES: 2, KRW: 0, KWD: 3, LKR: 2, MAD: 2, MDL: 2, MXN: 2, MYR: 2, NGN: 2, NOK: 2,
  NZD: 2, OMR: 3, PEN: 2, PHP: 2, PKR: 2, PLN: 2, QAR: 2, RON: 2, RSD: 2, SAR: 2, SEK: 2, SGD: 2,
  THB: 2, TND: 3, TRY: 2, TWD: 2, UAH: 2, USD: 2, UYU: 2, VND: 0, ZAR: 2,
} // prettier-ignore

export interface Money {
  /** Minor units, a safe integer. */
  readonly amount: number
  /** ISO 4217. */
  readonly currency: string
}

export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount))
    throw new RangeError(`${amount} is not a whole number of minor units`)
  if (!Object.hasOwn(currencies, currency))
    throw new RangeError(`${currency} is not a currency this shop knows`)
  // There is no minus zero in the books.
  return { amount: amount || 0, currency }
}

export function add(first: Money, ...others: Money[]): Money {
  return money(
    others.reduce((sum, other) => sum + sameCurrency(first, other).amount, first.amount),
    first.currency,
  )
}

export function subtract(from: Money, what: Money): Money {
  return money(from.amount - sameCurrency(from, what).amount, from.currency)
}

export function times(price: Money, quantity: number): Money {
  return money(price.amount * quantity, price.currency)
}

/**
 * Splits an amount by weights so that the parts add up to it exactly: each part is rounded towards
 * zero, and the units left over go to the largest remainders, the earlier one first.
 * (Largest remainder, or Hamilton's method.) Weights are whole numbers; all zero splits evenly.
 */
export function allocate(whole: Money, weights: readonly number[]): Money[] {
  if (weights.length === 0) return []
  const usable = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1)
  const total = usable.reduce((sum, weight) => sum + BigInt(weight), 0n)
  const sign = whole.amount < 0 ? -1n : 1n
  const amount = BigInt(whole.amount) * sign
  const parts = usable.map((weight, position) => {
    const product = amount * BigInt(weight)
    return { position, part: product / total, remainder: product % total }
  })
  let left = amount - parts.reduce((sum, { part }) => sum + part, 0n)
  const byRemainder = [...parts].sort(
    (a, b) =>
      Number(b.remainder - a.remainder > 0n) - Number(b.remainder - a.remainder < 0n) ||
      a.position - b.position,
  )
  for (const share of byRemainder) {
    if (left === 0n) break
    share.part += 1n
    left -= 1n
  }
  return parts.map(({ part }) => money(Number(part * sign), whole.currency))
}

/** A share of an amount by a rate in basis points (900 is 9 %), rounded half away from zero. */
export function portion(of: Money, rateBp: number, outOfBp = 10_000): Money {
  const product = BigInt(of.amount) * BigInt(rateBp)
  const divisor = BigInt(outOfBp)
  const half = divisor / 2n
  const rounded = (product < 0n ? product - half : product + half) / divisor
  return money(Number(rounded), of.currency)
}

/** The minor units of a decimal text such as "19.99"; null when it is no amount of that currency. */
export function parseAmount(text: string, currency: string): number | null {
  const exponent = Object.hasOwn(currencies, currency) ? currencies[currency] : undefined
  const match = /^(-?)(\d{1,13})(?:\.(\d*))?$/.exec(text.trim())
  if (exponent === undefined || !match) return null
  const [, sign, whole, fraction = ''] = match
  if (/[1-9]/.test(fraction.slice(exponent))) return null
  const digits = `${whole}${fraction.slice(0, exponent).padEnd(exponent, '0')}`
  const amount = sign === '-' ? 0 - Number(digits) : Number(digits)
  return Number.isSafeInteger(amount) ? amount : null
}

/** "19.99" for 1999 SGD, "1999" for 1999 JPY. */
export function formatAmount({ amount, currency }: Money): string {
  const exponent = currencies[currency] ?? 2
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const fraction = exponent > 0 ? `.${digits.slice(-exponent)}` : ''
  return `${amount < 0 ? '-' : ''}${whole}${fraction}`
}

function sameCurrency(first: Money, second: Money): Money {
  if (first.currency !== second.currency) {
    throw new RangeError(`${first.currency} and ${second.currency} cannot be added`)
  }
  return second
}
