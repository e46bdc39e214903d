import { currencies } from '#kernel/core/money.ts'

export interface Amount {
  /** Minor units. */
  readonly amount: number
  readonly currency: string
}

/** A dollar sign alone would not say whose. */
const signs: Readonly<Record<string, string>> = { SGD: 'S$', AUD: 'A$', USD: 'US$', NZD: 'NZ$' }
const locale = 'en-SG'
const numbers = new Map<string, Intl.NumberFormat>()
const countries = new Intl.DisplayNames(locale, { type: 'region' })
const whole = new Intl.NumberFormat(locale)
const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
const clocks = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })

export const count = (value: number): string => whole.format(value)
export const day = (instant: string): string => days.format(new Date(instant))
export const time = (instant: string): string => times.format(new Date(instant))
/** Of today, to the second. */
export const clock = (instant: string): string => clocks.format(new Date(instant))
export const country = (code: string): string => countries.of(code) ?? code
export const percent = (share: number, digits = 0): string => `${(share * 100).toFixed(digits)}%`
/** `0.4 ms`, `38 ms`, `1.25 s`. */
export const duration = (ms: number): string =>
  ms >= 1_000 ? `${(ms / 1_000).toFixed(2)} s` : `${ms.toFixed(ms > 0 && ms < 10 ? 1 : 0)} ms`
/** `12 s ago`, `3 min ago`, `2 h ago`. */
export function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000))
  if (seconds < 120) return `${seconds} s ago`
  const minutes = Math.floor(seconds / 60)
  return minutes < 120 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`
}
/** `1 parcel`, `2 parcels`. */
export const plural = (many: number, one: string, more = `${one}s`): string =>
  `${count(many)} ${many === 1 ? one : more}`

export function price({ amount, currency }: Amount): string {
  const format = numberIn(currency)
  const text = format
    .formatToParts(Math.abs(amount) / 10 ** digitsOf(currency))
    .filter(({ type }) => type !== 'currency' && type !== 'literal')
    .map((part) => part.value)
    .join('')
  return `${amount < 0 ? '−' : ''}${signs[currency] ?? `${currency}\u00a0`}${text}`
}

/** For a field: `12.50`. */
export const plainPrice = ({ amount, currency }: Amount): string =>
  (amount / 10 ** digitsOf(currency)).toFixed(digitsOf(currency))

/** What was typed into a field, in minor units; null when it is no price. */
export function readPrice(text: string, currency: string): number | null {
  const trimmed = text.trim().replaceAll(',', '')
  if (!/^\d+(?:\.\d+)?$/.test(trimmed)) return null
  const [, digits = ''] = trimmed.split('.')
  if (digits.length > digitsOf(currency)) return null
  return Math.round(Number(trimmed) * 10 ** digitsOf(currency))
}

export function bytes(many: number): string {
  if (many < 1_024) return `${many} B`
  if (many < 1_048_576) return `${(many / 1_024).toFixed(1)} KiB`
  return `${(many / 1_048_576).toFixed(1)} MiB`
}

/** `orders.order-placed` → `Order placed`; `partially-refunded` → `Partially refunded`. */
export function words(code: string): string {
  const text = code.slice(code.lastIndexOf('.') + 1).replaceAll(/[-_]/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function numberIn(currency: string): Intl.NumberFormat {
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

/** Those of the books: browsers show forints and rupiahs without the minor units that amounts are kept in. */
const digitsOf = (currency: string): number => currencies[currency] ?? 2
