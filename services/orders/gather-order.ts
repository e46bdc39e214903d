import { isRefusal, type Refusal, type Unstamped } from '#kernel/core/decider.ts'
import { money } from '#kernel/core/money.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Request } from '#kernel/service/route.ts'
import { cartById, type CartContent } from '#services/cart/contract.ts'
import { sellablesBySku, type Sellable } from '#services/catalog/contract.ts'
import { orderRefusals, type OrderLine, type PlaceOrderBody } from '#services/orders/contract.ts'
import { order } from '#services/orders/order.ts'
import type { OrderContent, Place, PlaceAgain } from '#services/orders/order-model.ts'
import { spokenOf } from '#services/orders/spoken.ts'
import { quote, type Quote } from '#services/pricing/contract.ts'
import { shippingMethods } from '#services/shipping/contract.ts'

/** All that placing an order has to know, with the prices of this moment. */
export async function gatherOrder(
  { body, header }: Pick<Request<unknown, unknown, PlaceOrderBody>, 'body' | 'header'>,
  context: Context,
  id: string,
): Promise<Unstamped<Place | PlaceAgain> | Refusal> {
  const { payment } = body
  const [placed, cart] = await Promise.all([
    context.read(order, id),
    context.ask(cartById, { id: body.cartId }),
  ])
  if (placed !== null) return { type: 'place-again', payment }
  if (cart === null) {
    return orderRefusals.cartNotFound('No cart was made under this id.', '/cartId')
  }
  if (cart.lines.length === 0) return orderRefusals.cartEmpty('It has no lines.')
  if (body.cartVersion !== undefined && body.cartVersion !== cart.version) {
    return orderRefusals.cartChanged(`It is at version ${cart.version}.`, '/cartVersion')
  }
  const content = await priced(body, cart, context, id)
  if (isRefusal(content)) return content
  const { total } = content.totals
  const { expectedTotal = total } = body
  if (expectedTotal.amount !== total.amount || expectedTotal.currency !== total.currency) {
    return orderRefusals.totalChanged(
      `It is ${total.amount} ${total.currency} in minor units.`,
      '/expectedTotal',
    )
  }
  const language = body.language ?? spokenOf(header('accept-language'))
  const spoken = language === undefined ? content : { ...content, language }
  return { type: 'place', content: spoken, payment }
}

async function priced(
  body: PlaceOrderBody,
  { lines, currency }: CartContent,
  context: Context,
  id: string,
): Promise<OrderContent | Refusal> {
  const { cartId, email, shippingAddress, billingAddress = shippingAddress, shippingMethod } = body
  const skus = lines.map(({ sku }) => sku)
  const found = await context.ask(sellablesBySku, { skus })
  const sellables = new Map(found.map((sellable) => [sellable.sku, sellable]))
  const wanted = lines.map(({ sku, quantity }) => ({ quantity, sku, sellable: sellables.get(sku) }))
  const gone = wanted.filter(({ sellable }) => !sellable?.purchasable).map(({ sku }) => sku)
  if (gone.length > 0) return orderRefusals.notForSale(`${gone.join(', ')} is not for sale.`)

  const units = wanted.flatMap(({ quantity, sellable }) =>
    sellable === undefined ? [] : [{ quantity, sellable }],
  )
  const basket = {
    currency,
    country: shippingAddress.country,
    lines: units.map(({ quantity, sellable: { sku, prices, taxClass } }) => ({
      sku,
      quantity,
      prices,
      taxClass,
    })),
  }
  const goods = await context.ask(quote, { ...basket, shipping: null })
  if (goods === null) return orderRefusals.notPriced(`Something has no price in ${currency}.`)
  const shipping = await shippingPrice(body, units, goods, context)
  if (isRefusal(shipping)) return shipping
  const whole = await context.ask(quote, { ...basket, shipping })
  if (whole === null) return orderRefusals.notPriced(`Something has no price in ${currency}.`)

  const { subtotal, taxes, taxIncluded, total } = whole
  return {
    id,
    cartId,
    email,
    shippingAddress,
    billingAddress,
    shippingMethod,
    lines: units.map(({ quantity, sellable }) => orderLine(quantity, sellable, whole)),
    totals: { subtotal, shipping: whole.shipping, taxes: [...taxes], taxIncluded, total },
  }
}

async function shippingPrice(
  { shippingAddress, shippingMethod }: PlaceOrderBody,
  units: readonly { readonly quantity: number; readonly sellable: Sellable }[],
  { currency, subtotal }: Quote,
  context: Context,
) {
  const parcels = units.filter(({ sellable }) => sellable.requiresShipping)
  if (parcels.length === 0) return money(0, currency)
  const { country } = shippingAddress
  const grams = parcels.reduce((sum, { quantity, sellable }) => sum + sellable.grams * quantity, 0)
  const methods = await context.ask(shippingMethods, { country, currency, grams, subtotal })
  const method = methods.find(({ code }) => code === shippingMethod)
  if (method !== undefined) return method.price
  return orderRefusals.noDelivery(
    methods.length === 0
      ? `The shop does not deliver to ${country}.`
      : `There is ${methods.map(({ code }) => code).join(', ')}.`,
    methods.length === 0 ? '/shippingAddress/country' : '/shippingMethod',
  )
}

function orderLine(quantity: number, sellable: Sellable, whole: Quote): OrderLine {
  const { sku, productId, handle, title, options, image, grams, tracked, requiresShipping } =
    sellable
  const price = whole.lines.find((line) => line.sku === sku)
  if (price === undefined) throw new Error(`the quote has no line for ${sku}`)
  const { unitPrice, total, tax } = price
  return {
    sku,
    productId,
    handle,
    title,
    options: [...options],
    image: image ?? null,
    quantity,
    unitPrice,
    total,
    tax,
    grams,
    tracked,
    requiresShipping,
  }
}
