import { add, allocate, money, portion, times, type Money } from '#kernel/core/money.ts'
import type { CountryTax, PriceSettings, Quote, QuoteLine } from '#services/pricing/contract.ts'
import { amountIn, currenciesIn, priceIn } from '#services/pricing/convert.ts'
import { taxTable } from '#services/pricing/tax-table.ts'

/** Far above any basket, and far enough below 2^53 that a tax on top of it is still exact. */
export const quoteMax = 1_000_000_000_000_000

export interface Basket {
  readonly currency: string
  readonly country: string | null
  readonly lines: readonly QuoteLine[]
  readonly shipping: Money | null
}

export function quoteFor(basket: Basket, settings: PriceSettings): Quote | null {
  const { currency } = basket
  if (!currenciesIn(settings).includes(currency)) return null
  const prices = basket.lines.map((line) => priceIn(currency, line.prices, settings))
  const unitPrices = prices.filter((price) => price !== null)
  const shipping = amountIn(currency, basket.shipping ?? money(0, currency), settings)
  if (shipping === null || unitPrices.length < prices.length) return null
  if (!isQuotable(basket.lines, unitPrices, shipping)) return null

  const lines = basket.lines.map(({ sku, quantity, taxClass }, position) => {
    const unitPrice = unitPrices[position] ?? money(0, currency)
    return { sku, quantity, taxClass, unitPrice, total: times(unitPrice, quantity) }
  })
  const tax = taxOf(basket.country ?? settings.country, settings)
  const parts = [...lines, { taxClass: 'standard' as const, total: shipping }]
  const { taxes, shares } = taxed(parts, tax, currency)
  const subtotal = add(money(0, currency), ...lines.map(({ total }) => total))
  const onTop = tax.included ? [] : taxes.map(({ amount }) => amount)
  return {
    currency,
    lines: lines.map(({ taxClass: _taxClass, ...line }, position) => ({
      ...line,
      tax: shares[position] ?? money(0, currency),
    })),
    subtotal,
    shipping,
    taxes,
    taxIncluded: tax.included,
    total: add(subtotal, shipping, ...onTop),
  }
}

interface TaxedPart {
  readonly taxClass: QuoteLine['taxClass']
  readonly total: Money
}

/** Each rate is taken on the sum of what it applies to, then handed back to the parts exactly. */
function taxed(
  parts: readonly TaxedPart[],
  { name, included, rates }: CountryTax,
  currency: string,
): { readonly taxes: Quote['taxes']; readonly shares: readonly Money[] } {
  const shares = parts.map(() => money(0, currency))
  const placed = parts.map((part, position) => ({ ...part, position }))
  const byRate = [...Map.groupBy(placed, ({ taxClass }) => rates[taxClass])]
  const taxes = byRate
    .sort(([one], [other]) => other - one)
    .flatMap(([rateBp, members]) => {
      const sum = add(money(0, currency), ...members.map(({ total }) => total))
      if (rateBp === 0 || sum.amount === 0) return []
      const amount = portion(sum, rateBp, included ? 10_000 + rateBp : 10_000)
      const weights = members.map(({ total }) => total.amount)
      for (const [index, share] of allocate(amount, weights).entries()) {
        const member = members[index]
        if (member) shares[member.position] = share
      }
      return [{ name, rateBp, amount }]
    })
  return { taxes, shares }
}

export function taxOf(country: string, { taxes }: PriceSettings): CountryTax {
  return taxes[country] ?? taxTable[country] ?? untaxed
}

const untaxed: CountryTax = {
  name: 'Tax',
  included: false,
  rates: { standard: 0, reduced: 0, zero: 0 },
}

function isQuotable(
  lines: readonly QuoteLine[],
  unitPrices: readonly Money[],
  shipping: Money,
): boolean {
  const totals = unitPrices.map(({ amount }, position) => amount * (lines[position]?.quantity ?? 0))
  return totals.reduce((sum, total) => sum + total, shipping.amount) <= quoteMax
}
