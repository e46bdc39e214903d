// The one door to the schema library. A schema written once gives the validation of a request, its
// TypeScript type and its place in the OpenAPI document. Browsers may load this file.

import Type, { type Static, type TObject, type TProperties, type TSchema } from 'typebox'
import { currencies } from '#kernel/core/money.ts'

export { Type, type Static, type TSchema }

/** An object that refuses members it does not know. Every request body is one. */
export function Strict<Properties extends TProperties>(
  properties: Properties,
  options: { description?: string } = {},
): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false, ...options })
}

export function OneOf<const Values extends readonly string[]>(
  values: Values,
  options: { description?: string } = {},
) {
  return Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], ...options })
}

export function Nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

export const CurrencyCode = Type.Unsafe<string>({
  type: 'string',
  enum: Object.keys(currencies),
  description: 'ISO 4217 code',
})

export const Money = Type.Object(
  {
    amount: Type.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
    currency: CurrencyCode,
  },
  { additionalProperties: false, description: 'An amount in minor units: 1999 SGD is S$19.99' },
)

/** In minor units: no price is higher, in whichever currency. */
export const priceMax = 1_000_000_000_000
export const Price = Type.Object(
  { amount: Type.Integer({ minimum: 0, maximum: priceMax }), currency: CurrencyCode },
  { additionalProperties: false, description: 'A price in minor units, zero or more' },
)

export const Quantity = Type.Integer({ minimum: 1, maximum: 10_000 })
export const Instant = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' })
export const Id = Type.String({ minLength: 5, maxLength: 120, pattern: '^[a-z]+_[a-z0-9]+_.+$' })
export const CountryCode = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })

/** One page of a list: `next` is the cursor of the page after it, or null at the end. */
export function PageOf<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })
}

export const PageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 1_000 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
}
