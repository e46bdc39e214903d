import { priceFormat } from '#apps/ui/price-format.ts'
import { formatAmount, type Money } from '#kernel/core/money.ts'
import { usePreferences, type Language } from '#apps/storefront/preferences/preferences.ts'

export interface Format {
  readonly price: (money: Money) => string
  /** For machines, in every language the same: 1234.50. */
  readonly decimal: (money: Money) => string
  readonly date: (instant: string) => string
  readonly time: (instant: string) => string
  /** Of basis points: 900 is 9%. */
  readonly rate: (rateBp: number) => string
  readonly weight: (grams: number) => string
  readonly country: (code: string) => string
  readonly currency: (code: string) => string
}

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

function make(locale: string): Format {
  const countries = once(() => new Intl.DisplayNames(locale, { type: 'region' }))
  const currencies = once(() => new Intl.DisplayNames(locale, { type: 'currency' }))
  const dates = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }))
  const times = once(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  )
  const weights = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }))
  return {
    price: priceFormat(locale),
    decimal: formatAmount,
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
