import type { Page, StoredDocument } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import { cardsOf } from '#services/catalog/cards.ts'
import { category } from '#services/catalog/category.ts'
import { treeOf } from '#services/catalog/category-tree.ts'
import { collection } from '#services/catalog/collection.ts'
import {
  productId,
  type CategoryNode,
  type CollectionInput,
  type Product,
  type ProductCard,
} from '#services/catalog/contract.ts'
import { sortableText } from '#services/catalog/index-key.ts'
import {
  shelfPrefix,
  shelves,
  statusPrefix,
  titlePrefix,
} from '#services/catalog/product-indexes.ts'
import { product, type ProductState } from '#services/catalog/product.ts'

/** A shop with more categories shows the first ones; a tree of this size is 200 kB of JSON. */
export const categoriesMax = 2_000
export const collectionsMax = 500
const pageMax = 100

export interface PageRequest {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** Drafts and archived ones too, with the version that it stands in; null when there is none. */
export async function findProduct(
  idOrHandle: string,
  context: Context,
): Promise<{ readonly found: Product; readonly version: number } | null> {
  const id = isProductId(idOrHandle)
    ? idOrHandle
    : productId(idOrHandle, context.homeFor('primary'))
  const document = await context.read(product, id)
  if (document?.state.is !== 'kept') return null
  return { found: document.state.product, version: document.version }
}

export async function findActiveProduct(
  idOrHandle: string,
  context: Context,
): Promise<Product | null> {
  const kept = await findProduct(idOrHandle, context)
  return kept?.found.status === 'active' ? kept.found : null
}

/** In the order of the ids, those not found left out. */
export async function findProducts(
  ids: readonly string[],
  context: Context,
): Promise<readonly Product[]> {
  return (await context.readMany(product, ids)).flatMap(keptIn)
}

export async function findCards(
  ids: readonly string[],
  currency: string | null,
  context: Context,
): Promise<readonly ProductCard[]> {
  const found = await findProducts(ids, context)
  return cardsOf(
    found.filter(({ status }) => status === 'active'),
    currency,
    context,
  )
}

/** Everything that is kept, by handle. */
export async function listByHandle(page: PageRequest, context: Context): Promise<Page<Product>> {
  return productsIn(await context.list(product, { index: 'handle' }, page))
}

/** By title, of one status or of all. */
export async function listForStaff(
  wanted: PageRequest & { readonly status?: Product['status']; readonly title?: string },
  context: Context,
): Promise<Page<Product>> {
  const { status, title = '', cursor, limit } = wanted
  const range =
    status === undefined
      ? { index: 'title', prefix: sortableText(title) }
      : { index: 'status', prefix: statusPrefix(status) + sortableText(title) }
  return productsIn(await context.list(product, range, { cursor, limit }))
}

export async function listByTitlePrefix(
  prefix: string,
  limit: number,
  context: Context,
): Promise<readonly Product[]> {
  const range = { index: 'shelf-title', prefix: titlePrefix(prefix) }
  return productsIn(await context.list(product, range, { limit })).items
}

export async function listCategoryTree(context: Context): Promise<readonly CategoryNode[]> {
  const documents = await upTo(categoriesMax, (page) =>
    context.list(category, { index: 'position' }, page),
  )
  return treeOf(documents.flatMap(({ state }) => (state.is === 'kept' ? [state.category] : [])))
}

export async function listCollections(context: Context): Promise<readonly CollectionInput[]> {
  const documents = await upTo(collectionsMax, (page) =>
    context.list(collection, { index: 'position' }, page),
  )
  return documents.flatMap(({ state }) => (state.is === 'kept' ? [state.collection] : []))
}

export async function previewCollections(
  wanted: {
    readonly collections: number
    readonly products: number
    readonly currency: string | null
  },
  context: Context,
): Promise<readonly { collection: CollectionInput; products: readonly ProductCard[] }[]> {
  const shown = (await listCollections(context)).slice(0, wanted.collections)
  return Promise.all(
    shown.map(async (each) => {
      const shelf = shelfPrefix(shelves.collection(each.handle))
      const range = { index: 'shelf-created', prefix: shelf, descending: true }
      const { items } = productsIn(await context.list(product, range, { limit: wanted.products }))
      return { collection: each, products: await cardsOf(items, wanted.currency, context) }
    }),
  )
}

export function productsIn(page: Page<StoredDocument<ProductState>>): Page<Product> {
  return { items: page.items.flatMap(keptIn), next: page.next }
}

function keptIn({ state }: StoredDocument<ProductState>): readonly Product[] {
  return state.is === 'kept' ? [state.product] : []
}

function isProductId(text: string): boolean {
  return /^prd_[a-z0-9-]+_[0-9a-z]{26}$/.test(text)
}

async function upTo<Item>(
  max: number,
  list: (page: { cursor?: string; limit: number }) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const all: Item[] = []
  let page = await list({ limit: pageMax })
  all.push(...page.items)
  while (page.next !== null && all.length < max) {
    page = await list({ cursor: page.next, limit: pageMax })
    all.push(...page.items)
  }
  return all.slice(0, max)
}
