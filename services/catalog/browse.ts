import type { Page } from '#kernel/ports/ledger.ts'
import type { Context, OrRefusal } from '#kernel/service/context.ts'
import { cardsOf } from '#services/catalog/cards.ts'
import { catalogRefusals, type ProductCard } from '#services/catalog/contract.ts'
import { shelfPrefix, shelves } from '#services/catalog/product-indexes.ts'
import { product } from '#services/catalog/product.ts'
import { productsIn, type PageRequest } from '#services/catalog/queries.ts'

const orders = {
  newest: { index: 'shelf-created', descending: true },
  title: { index: 'shelf-title', descending: false },
  price: { index: 'shelf-price', descending: false },
  '-price': { index: 'shelf-price', descending: true },
}

export interface Browse extends PageRequest {
  readonly category?: string
  readonly collection?: string
  readonly sort?: keyof typeof orders
  readonly currency?: string
}

export async function browse(
  { category, collection, sort = 'newest', currency, cursor, limit }: Browse,
  context: Context,
): Promise<OrRefusal<Page<ProductCard>>> {
  if (category !== undefined && collection !== undefined) {
    return catalogRefusals.oneShelf('Both are given.', '/collection')
  }
  const range = { ...orders[sort], prefix: shelfPrefix(shelfOf(category, collection)) }
  const { items, next } = productsIn(await context.list(product, range, { cursor, limit }))
  return { items: await cardsOf(items, currency ?? null, context), next }
}

function shelfOf(category: string | undefined, collection: string | undefined): string {
  if (category !== undefined) return shelves.category(category)
  return collection === undefined ? shelves.all : shelves.collection(collection)
}
