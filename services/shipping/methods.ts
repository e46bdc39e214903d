import { money, type Money } from '#kernel/core/money.ts'
import type { Context } from '#kernel/service/context.ts'
import { pricesIn } from '#services/pricing/contract.ts'
import {
  nothingToShip,
  type Rate,
  type ShippingMethod,
  type Zone,
} from '#services/shipping/contract.ts'
import { zonesInForce } from '#services/shipping/shipping-settings.ts'

const gramsPerKilogram = 1_000

export interface Parcel {
  readonly country: string
  readonly currency: string
  readonly grams: number
  readonly subtotal: Money
}

export async function methodsFor(
  parcel: Parcel,
  context: Context,
): Promise<readonly ShippingMethod[]> {
  const zone = zoneOf(parcel.country, await zonesInForce(context))
  if (zone === null) return []
  const lists = zone.rates.flatMap((rate) => [
    rate.prices,
    rate.pricesPerKilogram ?? [],
    rate.freeFrom ?? [],
  ])
  const known = await context.ask(pricesIn, { currency: parcel.currency, prices: lists })
  return zone.rates.flatMap((rate, position) => {
    // Of zones that were set before this code was taken: no carrier knows it.
    if (rate.code === nothingToShip) return []
    const [base = null, perKilogram = null, freeFrom = null] = known.slice(
      position * 3,
      position * 3 + 3,
    )
    if (base === null) return []
    const { code, title, days } = rate
    const price = priceOf(parcel, rate, { base, perKilogram, freeFrom })
    return price === null ? [] : [{ code, title, days, price }]
  })
}

export function zoneOf(country: string, zones: readonly Zone[]): Zone | null {
  const named = zones.find(({ countries }) => countries?.includes(country))
  return named ?? zones.find(({ countries }) => countries === null) ?? null
}

function priceOf(
  { grams, subtotal }: Parcel,
  rate: Rate,
  prices: {
    readonly base: Money
    readonly perKilogram: Money | null
    readonly freeFrom: Money | null
  },
): Money | null {
  const { base, perKilogram, freeFrom } = prices
  if (freeFrom !== null && subtotal.amount >= freeFrom.amount) return money(0, base.currency)
  if (rate.pricesPerKilogram === undefined) return base
  // Without a price for the weight, a heavy parcel would travel for the price of a light one.
  if (perKilogram === null) return null
  const further = Math.max(0, Math.ceil(grams / gramsPerKilogram) - 1)
  const price = base.amount + perKilogram.amount * further
  return Number.isSafeInteger(price) ? money(price, base.currency) : null
}
