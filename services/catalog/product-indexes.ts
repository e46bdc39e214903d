import type { Product } from '#services/catalog/contract.ts'
import { indexKey, keyPrefix, sortableNumber, sortableText } from '#services/catalog/index-key.ts'
import type { ProductState } from '#services/catalog/product.ts'

/** A list that shoppers walk through: all active products, a category's, or a collection's. */
export const shelves = {
  all: '*',
  category: (handle: string) => `c/${handle}`,
  collection: (handle: string) => `l/${handle}`,
}

export const shelfPrefix = (shelf: string): string => keyPrefix(shelf)
export const skuPrefix = (sku: string): string => keyPrefix(sku)
export const statusPrefix = (status: Product['status']): string => keyPrefix(status)

/** Titles start with the text, whatever the case. */
export const titlePrefix = (text: string): string => keyPrefix(shelves.all) + sortableText(text)

export const productIndexes = {
  'shelf-title': onShelves(({ title }) => sortableText(title)),
  'shelf-price': onShelves((product) => sortableNumber(lowestPrice(product))),
  'shelf-created': onShelves(({ createdAt }) => createdAt),
  sku: when(({ variants }) => variants.map(({ sku }) => skuPrefix(sku))),
  status: when(({ status, title }) => [indexKey(status, sortableText(title))]),
  title: when(({ title }) => [sortableText(title)]),
  handle: when(({ handle }) => [handle]),
}

/** In the currency that stands first: the shop's own. */
export function lowestPrice({ variants }: Pick<Product, 'variants'>): number {
  return Math.min(...variants.map(({ prices }) => prices[0]?.amount ?? 0))
}

function onShelves(sortBy: (product: Product) => string) {
  return when((product) =>
    product.status === 'active'
      ? shelvesOf(product).map((shelf) => indexKey(shelf, sortBy(product)))
      : [],
  )
}

function shelvesOf({ categories, collections }: Product): readonly string[] {
  return [
    ...new Set([
      shelves.all,
      ...categories.map(shelves.category),
      ...collections.map(shelves.collection),
    ]),
  ]
}

function when(keys: (product: Product) => readonly string[]) {
  return (state: ProductState): readonly string[] =>
    state.is === 'kept' ? keys(state.product) : []
}
