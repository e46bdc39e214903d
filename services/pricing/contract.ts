// The words of pricing: what a basket costs in a currency, delivered to a country.

import type { Money } from '#kernel/core/money.ts'
import { defineQuery } from '#kernel/core/query.ts'

export interface QuoteLine {
  readonly sku: string
  readonly quantity: number
  /** Prices the catalog has for it; the first is in the shop's own currency. */
  readonly prices: readonly Money[]
  readonly taxClass: 'standard' | 'reduced' | 'zero'
}

export interface Quote {
  readonly currency: string
  readonly lines: readonly {
    readonly sku: string
    readonly quantity: number
    readonly unitPrice: Money
    /** unitPrice × quantity. */
    readonly total: Money
    /** The tax in `total`, or on top of it when tax is not included. */
    readonly tax: Money
  }[]
  readonly subtotal: Money
  readonly shipping: Money
  /** One line a rate, such as GST 9 %. */
  readonly taxes: readonly {
    readonly name: string
    readonly rateBp: number
    readonly amount: Money
  }[]
  /** True: prices contain the tax. False: `taxes` come on top. */
  readonly taxIncluded: boolean
  /** What is charged, to the cent. */
  readonly total: Money
}

/** Null when a price cannot be given in that currency. */
export const quote = defineQuery<
  {
    readonly currency: string
    /** Null before the address is known: the shop's own country counts. */
    readonly country: string | null
    readonly lines: readonly QuoteLine[]
    readonly shipping: Money | null
  },
  Quote | null
>('pricing.quote')

/** The currencies the shop sells in, its own first. */
export const currenciesOffered = defineQuery<Record<never, never>, readonly string[]>(
  'pricing.currencies-offered',
)
