import { currencies, type Money } from '#kernel/core/money.ts'

/** A dollar sign alone would not say whose. */
const signs: Readonly<Record<string, string>> = { SGD: 'S$', AUD: 'A$', USD: 'US$', NZD: 'NZ$' }

/** Those of the books: browsers show forints and rupiahs without the minor units that amounts are kept in. */
const digitsOf = (currency: string): number => currencies[currency] ?? 2

/** How prices are written in a language. What a currency rests on takes a while to make, and is made once. */
export function priceFormat(locale: string): (money: Money) => string {
  const formats = new Map<string, Intl.NumberFormat>()
  const formatOf = (currency: string): Intl.NumberFormat => {
    const digits = digitsOf(currency)
    const known =
      formats.get(currency) ??
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'code',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      })
    formats.set(currency, known)
    return known
  }
  return ({ amount, currency }) => {
    const text = formatOf(currency)
      .formatToParts(Math.abs(amount) / 10 ** digitsOf(currency))
      .filter(({ type }) => type !== 'currency' && type !== 'literal')
      .map((part) => part.value)
      .join('')
    return `${amount < 0 ? '−' : ''}${signs[currency] ?? `${currency}\u00a0`}${text}`
  }
}
