import { money, type Money } from '#kernel/core/money.ts'
import type { Context, OrRefusal } from '#kernel/service/context.ts'
import { cartById, cartRefusals, type CartContent } from '#services/cart/contract.ts'
import { sellablesBySku, type Sellable } from '#services/catalog/contract.ts'
import type { Checkout } from '#services/gateway/contract.ts'
import { availability } from '#services/inventory/contract.ts'
import { quote, type QuoteLine } from '#services/pricing/contract.ts'
import { nothingToShip, shippingMethods, type ShippingMethod } from '#services/shipping/contract.ts'

interface Unit {
  readonly quantity: number
  readonly sellable: Sellable
}

/** Each way to send the cart, with the very totals an order sent that way would be charged. */
export async function checkout(
  cartId: string,
  country: string,
  context: Context,
): Promise<OrRefusal<Checkout>> {
  const cart = await context.ask(cartById, { id: cartId })
  if (cart === null) return cartRefusals.notFound('No cart was made under this id.', '/cartId')
  const units = await unitsOf(cart, context)
  const { currency } = cart
  const lines = units.map(({ quantity, sellable: { sku, prices, taxClass } }): QuoteLine => {
    return { sku, quantity, prices, taxClass }
  })
  const cost = (shipping: Money | null) =>
    context.ask(quote, { currency, country, lines, shipping })
  const [goods, short] = await Promise.all([cost(null), shortOf(units, context)])
  const requiresShipping = units.some(({ sellable }) => sellable.requiresShipping)
  const methods = requiresShipping
    ? await context.ask(shippingMethods, {
        country,
        currency,
        grams: gramsOf(units),
        subtotal: goods?.subtotal ?? money(0, currency),
      })
    : [withoutParcel(currency)]
  const priced = await Promise.all(
    methods.map(async (method) => ({ method, totals: await cost(method.price) })),
  )
  return {
    cartId,
    cartVersion: cart.version,
    country,
    currency,
    requiresShipping,
    methods: priced.flatMap(({ method, totals }) => {
      if (totals === null) return []
      const { subtotal, shipping, taxes, taxIncluded, total } = totals
      return [{ ...method, totals: { subtotal, shipping, taxes: [...taxes], taxIncluded, total } }]
    }),
    short,
  }
}

async function unitsOf({ lines }: CartContent, context: Context): Promise<readonly Unit[]> {
  if (lines.length === 0) return []
  const found = await context.ask(sellablesBySku, { skus: lines.map(({ sku }) => sku) })
  return lines.flatMap(({ sku, quantity }) => {
    const sellable = found.find((each) => each.sku === sku)
    return sellable?.purchasable ? [{ quantity, sellable }] : []
  })
}

function gramsOf(units: readonly Unit[]): number {
  return units
    .filter(({ sellable }) => sellable.requiresShipping)
    .reduce((sum, { quantity, sellable }) => sum + sellable.grams * quantity, 0)
}

async function shortOf(units: readonly Unit[], context: Context): Promise<Checkout['short']> {
  const levels = await context.ask(availability, {
    skus: units.map(({ sellable }) => sellable.sku),
  })
  return units.flatMap(({ quantity, sellable: { sku, tracked } }) => {
    const level = levels.find((each) => each.sku === sku)
    if (!(level?.tracked ?? tracked) || level?.backorder === true) return []
    const available = level?.available ?? 0
    return available < quantity ? [{ sku, available: Math.max(0, available) }] : []
  })
}

const withoutParcel = (currency: string): ShippingMethod => ({
  code: nothingToShip,
  title: 'Nothing to send',
  price: money(0, currency),
  days: { from: 0, to: 0 },
})
