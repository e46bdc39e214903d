import { priceFormat } from '#apps/ui/price-format.ts'
import { parseAmount } from '#kernel/core/money.ts'

export { formatAmount as plainPrice, type Money as Amount } from '#kernel/core/money.ts'

const locale = 'en-SG'
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

export const price = priceFormat(locale)

/** What was typed into a field, in minor units; null when it is no price. */
export function readPrice(text: string, currency: string): number | null {
  const amount = parseAmount(text.replaceAll(',', ''), currency)
  return amount !== null && amount >= 0 ? amount : null
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
