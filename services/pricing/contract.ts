// The words of pricing: what a basket costs in a currency, delivered to a country.

import { defineRefusals } from '#kernel/core/decider.ts'
import { derivedId, type Home } from '#kernel/core/id.ts'
import { days } from '#kernel/core/instant.ts'
import type { Money } from '#kernel/core/money.ts'
import { defineQuery } from '#kernel/core/query.ts'
import {
  CountryCode,
  CurrencyCode,
  Nullable,
  Strict,
  Type,
  type Static,
} from '#kernel/core/schema.ts'

/** Converted prices end on `ending` within each `every` minor units: 100 and 99 give 19.99. */
export const Rounding = Strict({
  every: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  ending: Type.Integer({ minimum: 0, maximum: 999_999 }),
})
export type Rounding = Static<typeof Rounding>

export const CurrencyOffer = Strict({
  currency: CurrencyCode,
  /** Millionths of this currency that one whole unit of the shop's own buys: 1 SGD = 0.77 USD is 770000. */
  ratePpm: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
  rounding: Rounding,
})
export type CurrencyOffer = Static<typeof CurrencyOffer>

const RateBp = Type.Integer({
  minimum: 0,
  maximum: 10_000,
  description: 'Basis points: 900 is 9 %',
})

export const CountryTax = Strict({
  /** As it stands on a receipt: GST, VAT, MwSt. */
  name: Type.String({ minLength: 1, maxLength: 40 }),
  /** True: prices shown and charged in this country contain the tax. */
  included: Type.Boolean(),
  rates: Strict({ standard: RateBp, reduced: RateBp, zero: RateBp }),
})
export type CountryTax = Static<typeof CountryTax>

export const PriceSettings = Strict({
  /** The shop's own currency. */
  currency: CurrencyCode,
  /** The shop's own country: its taxes count before an address is known. */
  country: CountryCode,
  /** Further currencies it sells in. */
  offers: Type.Array(CurrencyOffer, { maxItems: 60 }),
  /** Where the shop departs from the built-in table of taxes. */
  taxes: Type.Record(Type.String({ pattern: '^[A-Z]{2}$' }), CountryTax),
})
export type PriceSettings = Static<typeof PriceSettings>

/** Members left out stay as they are; a country set to null goes back to the built-in table. */
export const PriceSettingsChange = Strict({
  currency: Type.Optional(CurrencyCode),
  country: Type.Optional(CountryCode),
  offers: Type.Optional(PriceSettings.properties.offers),
  taxes: Type.Optional(Type.Record(Type.String({ pattern: '^[A-Z]{2}$' }), Nullable(CountryTax))),
})
export type PriceSettingsChange = Static<typeof PriceSettingsChange>

export interface SettingsChanged {
  readonly type: 'pricing.settings-changed'
  readonly settings: PriceSettings
}

/** There is one document of settings. */
export const priceSettingsId = (primary: Home): string => derivedId('pst', primary, 'settings')

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

/** One price for each list of prices, rounded as the shop rounds; null where none can be given. */
export const pricesIn = defineQuery<
  {
    readonly currency: string
    /** The first of each list is in the product's own currency. */
    readonly prices: readonly (readonly Money[])[]
  },
  readonly (Money | null)[]
>('pricing.prices-in')

/** The currencies the shop sells in, its own first. */
export const currenciesOffered = defineQuery<Record<never, never>, readonly string[]>(
  'pricing.currencies-offered',
)

export const keepPricingEvents = days(90)

/** Under which caches keep whatever shows a converted price. */
export const pricesTag = 'prices'

export const pricingRefusals = defineRefusals('pricing', {
  ratesMissing: {
    kind: 'invalid',
    title: 'Rates count in the shop’s own currency, so a new one needs new rates',
    advice: 'Send `offers` together with `currency`.',
  },
  ownCurrencyOffered: {
    kind: 'invalid',
    title: 'The shop’s own currency needs no rate',
    advice: 'Leave it out of `offers`.',
  },
  duplicateOffer: { kind: 'invalid', title: 'A currency is offered twice' },
  endingTooLarge: {
    kind: 'invalid',
    title: 'The ending of a rounding must be below its step',
    advice: 'For prices such as 19.99, round every 100 with the ending 99.',
  },
})
