import { useMemo } from 'react'
import { usePreferences, type Language } from '#apps/storefront/preferences/preferences.ts'

export interface Amount {
  /** Minor units. */
  readonly amount: number
  readonly currency: string
}

export interface Format {
  readonly price: (money: Amount) => string
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

export function formatFor(language: Language): Format {
  const locale = locales[language]
  const numbers = new Map<string, Intl.NumberFormat>()
  const numberIn = (currency: string) => {
    const known =
      numbers.get(currency) ??
      new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' })
    numbers.set(currency, known)
    return known
  }
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  const currencies = new Intl.DisplayNames(locale, { type: 'currency' })
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long' })
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  return {
    price({ amount, currency }) {
      const format = numberIn(currency)
      const { maximumFractionDigits: digits = 2 } = format.resolvedOptions()
      const value = Math.abs(amount) / 10 ** digits
      const text = format
        .formatToParts(value)
        .filter(({ type }) => type !== 'currency' && type !== 'literal')
        .map((part) => part.value)
        .join('')
      const sign = signs[currency] ?? `${currency}\u00a0`
      return `${amount < 0 ? '−' : ''}${sign}${text}`
    },
    date: (instant) => dates.format(new Date(instant)),
    time: (instant) => times.format(new Date(instant)),
    rate: (rateBp) => `${rateBp / 100}%`,
    weight: (grams) =>
      grams >= 1_000
        ? `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(grams / 1_000)} kg`
        : `${grams} g`,
    country: (code) => countries.of(code) ?? code,
    currency: (code) => currencies.of(code) ?? code,
  }
}

export function useFormat(): Format {
  const { language } = usePreferences()
  return useMemo(() => formatFor(language), [language])
}
