import { currencies as minorUnits } from '#kernel/core/money.ts'
import { usePreferences, type Language } from '#apps/storefront/preferences/preferences.ts'

export interface Amount {
  /** Minor units. */
  readonly amount: number
  readonly currency: string
}

export interface Format {
  readonly price: (money: Amount) => string
  /** For machines, in every language the same: 1234.50. */
  readonly decimal: (money: Amount) => string
  readonly date: (instant: string) => string
  readonly time: (instant: string) => string
  /** Of basis points: 900 is 9%. */
  readonly rate: (rateBp: number) => string
  readonly weight: (grams: number) => string
  readonly country: (code: string) => string
  readonly currency: (code: string) => string
}

/** A dollar sign alone would not say whose. */
const signs: Readonly<Record<string, string>> = { SGD: 'S$', AUD: 'A$', USD: 'US$', NZD: 'NZ$' }
const locales: Readonly<Record<Language, string>> = { en: 'en-SG', zh: 'zh-CN' }

const formats = new Map<Language, Format>()

/** One for each language: what it rests on takes a while to make, and a page shows many prices. */
export function formatFor(language: Language): Format {
  const format = formats.get(language) ?? make(locales[language])
  formats.set(language, format)
  return format
}

export function useFormat(): Format {
  return formatFor(usePreferences().language)
}

/** Those of the books: browsers show forints and rupiahs without the minor units that amounts are kept in. */
const digitsOf = (currency: string): number => minorUnits[currency] ?? 2

function make(locale: string): Format {
  const numbers = new Map<string, Intl.NumberFormat>()
  const numberIn = (currency: string) => {
    const known =
      numbers.get(currency) ??
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'code',
        minimumFractionDigits: digitsOf(currency),
        maximumFractionDigits: digitsOf(currency),
      })
    numbers.set(currency, known)
    return known
  }
  const countries = once(() => new Intl.DisplayNames(locale, { type: 'region' }))
  const currencies = once(() => new Intl.DisplayNames(locale, { type: 'currency' }))
  const dates = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }))
  const times = once(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  )
  const weights = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }))
  return {
    price({ amount, currency }) {
      const value = Math.abs(amount) / 10 ** digitsOf(currency)
      const text = numberIn(currency)
        .formatToParts(value)
        .filter(({ type }) => type !== 'currency' && type !== 'literal')
        .map((part) => part.value)
        .join('')
      const sign = signs[currency] ?? `${currency}\u00a0`
      return `${amount < 0 ? '−' : ''}${sign}${text}`
    },
    decimal({ amount, currency }) {
      const digits = digitsOf(currency)
      return (amount / 10 ** digits).toFixed(digits)
    },
    date: (instant) => dates().format(new Date(instant)),
    time: (instant) => times().format(new Date(instant)),
    rate: (rateBp) => `${rateBp / 100}%`,
    weight: (grams) => (grams >= 1_000 ? `${weights().format(grams / 1_000)} kg` : `${grams} g`),
    country: (code) => countries().of(code) ?? code,
    currency: (code) => currencies().of(code) ?? code,
  }
}

function once<Made extends object>(makeIt: () => Made): () => Made {
  let made: Made | undefined
  return () => (made ??= makeIt())
}
