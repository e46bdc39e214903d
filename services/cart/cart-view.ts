import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import type { CartState } from '#services/cart/cart.ts'
import type { CartView } from '#services/cart/contract.ts'
import { sellablesBySku, type Sellable } from '#services/catalog/contract.ts'
import { quote } from '#services/pricing/contract.ts'

type LineView = CartView['lines'][number]

/** The cart with the prices of this moment, from the server alone. */
export async function cartView(
  { id, version, state }: StoredDocument<CartState>,
  context: Context,
): Promise<CartView> {
  if (state.is === 'absent') throw new Error(`${id} is shown before it was made`)
  const { currency, country, lines, orderId } = state
  const skus = lines.map(({ sku }) => sku)
  const found = skus.length > 0 ? await context.ask(sellablesBySku, { skus }) : []
  const sellables = new Map(found.map((sellable) => [sellable.sku, sellable]))
  const buyable = lines.flatMap(({ sku, quantity }) => {
    const sellable = sellables.get(sku)
    if (!sellable?.purchasable) return []
    const { prices, taxClass } = sellable
    return [{ sku, quantity, prices, taxClass }]
  })
  const priced = await context.ask(quote, { currency, country, lines: buyable, shipping: null })
  const prices = new Map(priced?.lines.map((line) => [line.sku, line]))
  return {
    id,
    version,
    status: state.is,
    orderId,
    currency,
    country,
    lines: lines.map(({ sku, quantity }): LineView => {
      const price = prices.get(sku)
      return {
        sku,
        quantity,
        ...looksOf(sellables.get(sku)),
        unitPrice: price?.unitPrice ?? null,
        total: price?.total ?? null,
        available: price !== undefined,
      }
    }),
    subtotal: priced?.subtotal ?? null,
    taxes: [...(priced?.taxes ?? [])],
    taxIncluded: priced?.taxIncluded ?? true,
    total: priced?.total ?? null,
  }
}

function looksOf(
  sellable: Sellable | undefined,
): Pick<LineView, 'productId' | 'handle' | 'title' | 'options' | 'image'> {
  return {
    productId: sellable?.productId ?? null,
    handle: sellable?.handle ?? null,
    title: sellable?.title ?? null,
    options: [...(sellable?.options ?? [])],
    image: sellable?.image ?? null,
  }
}
