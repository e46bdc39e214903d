import { Id, Strict } from '#kernel/core/schema.ts'
import type { Refusal } from '#kernel/core/decider.ts'
import type { Context } from '#kernel/service/context.ts'
import { command, query } from '#kernel/service/route.ts'
import { withVersion } from '#kernel/service/with-version.ts'
import { cart } from '#services/cart/cart.ts'
import { cartView } from '#services/cart/cart-view.ts'
import { CartBody, cartIdFor, cartRefusals, CartView, LineBody } from '#services/cart/contract.ts'
import { sellablesBySku, Sku } from '#services/catalog/contract.ts'
import { currenciesOffered } from '#services/pricing/contract.ts'

const Params = Strict({ id: Id })
const LineParams = Strict({ id: Id, sku: Sku })

export const routes = [
  command({
    method: 'POST',
    path: '/v1/carts',
    summary: 'Make a cart',
    body: CartBody,
    response: CartView,
    aggregate: cart,
    status: 201,
    target: (request, context) =>
      cartIdFor(context.homeFor('local', request.shopperRegion), request.key),
    command: async ({ body }, context) => {
      const offered = await context.ask(currenciesOffered, {})
      const { currency = offered[0] ?? '', country = null } = body
      return offered.includes(currency)
        ? { type: 'create' as const, currency, country }
        : unknownCurrency(offered)
    },
    answer: cartView,
    location: (id) => `/v1/carts/${id}`,
  }),

  query({
    method: 'GET',
    path: '/v1/carts/{id}',
    summary: 'Read a cart with the prices of this moment',
    params: Params,
    response: CartView,
    handle: async ({ params }, context) => {
      const found = await context.read(cart, params.id)
      if (found === null) return cartRefusals.notFound('No cart was made under this id.')
      return withVersion(await cartView(found, context), found.version)
    },
  }),

  command({
    method: 'PATCH',
    path: '/v1/carts/{id}',
    summary: 'Change the currency or the country of a cart',
    params: Params,
    body: CartBody,
    response: CartView,
    aggregate: cart,
    target: ({ params }) => params.id,
    command: async ({ body }, context) => {
      const { currency } = body
      const offered = currency === undefined ? [] : await context.ask(currenciesOffered, {})
      return currency === undefined || offered.includes(currency)
        ? { type: 'change' as const, ...body }
        : unknownCurrency(offered)
    },
    answer: cartView,
  }),

  command({
    method: 'PUT',
    path: '/v1/carts/{id}/lines/{sku}',
    summary: 'Put a number of units of a SKU into a cart',
    params: LineParams,
    body: LineBody,
    response: CartView,
    aggregate: cart,
    target: ({ params }) => params.id,
    command: async ({ params: { sku }, body: { quantity } }, context) =>
      (await notSold(context, sku)) ?? { type: 'set-line' as const, sku, quantity },
    answer: cartView,
  }),

  command({
    method: 'DELETE',
    path: '/v1/carts/{id}/lines/{sku}',
    summary: 'Take a SKU out of a cart',
    params: LineParams,
    response: CartView,
    aggregate: cart,
    target: ({ params }) => params.id,
    command: ({ params: { sku } }) => ({ type: 'remove-line' as const, sku }),
    answer: cartView,
  }),
]

async function notSold(context: Context, sku: string): Promise<Refusal | undefined> {
  const [sellable] = await context.ask(sellablesBySku, { skus: [sku] })
  if (sellable === undefined) return cartRefusals.unknownSku(`There is no ${sku}.`)
  if (!sellable.purchasable) return cartRefusals.notForSale(`${sellable.title} is not for sale.`)
  return undefined
}

const unknownCurrency = (offered: readonly string[]): Refusal =>
  cartRefusals.unknownCurrency(`It sells in ${offered.join(', ')}.`, '/currency')
