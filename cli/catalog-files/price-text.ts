import { currencies, parseAmount } from '#kernel/core/money.ts'

/** The contract's largest price, in minor units. */
const amountMax = 1_000_000_000_000

/**
 * The minor units that a cell states, or the reason why it states none. Understands a currency sign
 * or code beside the number, and groups of thousands: `1,299.00`, `12.500,00`, `S$ 19.90`.
 */
export function priceFrom(cell: string, currency: string): number | { reason: string } {
  const text = cell
    .trim()
    .replace(/^'/, '')
    .replace(/^[A-Z]{0,3}\s*\p{Sc}?\s*/u, '')
    .replace(/\s*(\p{Sc}|[A-Z]{3})$/u, '')
    .replaceAll(/[\s\u00a0\u202f']/g, '')
  const amount = parseAmount(pointDecimal(text), currency)
  if (amount === null) return { reason: `"${excerpt(cell)}" is not an amount in ${currency}` }
  if (amount < 0) return { reason: `"${excerpt(cell)}" is below zero` }
  if (amount > amountMax) return { reason: `"${excerpt(cell)}" is more than any price` }
  return amount
}

/** A price with its currency beside it: `799 INR`, `32.0 USD`, `EUR 12,50`. */
export function pricedFrom(
  cell: string,
  usual: string,
): { amount: number; currency: string } | { reason: string } {
  const text = cell.trim()
  const code =
    /(?:^|[\d\s])([A-Za-z]{3})$/.exec(text)?.[1] ?? /^([A-Za-z]{3})[\s\d]/.exec(text)?.[1]
  const currency = (code ?? usual).toUpperCase()
  if (!(currency in currencies)) {
    return { reason: `${currency} is not a currency that this shop knows` }
  }
  const number = code === undefined ? text : text.replace(code, '')
  const amount = priceFrom(number, currency)
  return typeof amount === 'number' ? { amount, currency } : amount
}

export function excerpt(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40).toWellFormed()}…` : text
}

function pointDecimal(text: string): string {
  const comma = text.lastIndexOf(',')
  const point = text.lastIndexOf('.')
  if (comma < 0) {
    return /^\d{1,3}(\.\d{3}){2,}$/.test(text) ? text.replaceAll('.', '') : text
  }
  if (point > comma) return text.replaceAll(',', '')
  if (point >= 0) return text.replaceAll('.', '').replace(',', '.')
  return /^-?\d+,\d{1,2}$/.test(text) ? text.replace(',', '.') : grouped(text)
}

/** Commas that stand where thousands end; anything else stays as it is and is refused. */
function grouped(text: string): string {
  return /^-?\d{1,3}(,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text
}
