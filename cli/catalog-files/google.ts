// Google Merchant feeds (https://support.google.com/merchants/answer/7052112): RSS or Atom with the
// namespace g:, or a table with the same names.

import { newCategoryBook } from '#cli/catalog-files/categories.ts'
import type { TextFile } from '#cli/catalog-files/decode.ts'
import { feedItems } from '#cli/catalog-files/feed-xml.ts'
import { itemOfRow, valueOf, type FeedItem } from '#cli/catalog-files/feed-item.ts'
import { feedCategories, feedProduct } from '#cli/catalog-files/google-product.ts'
import { groupsOf } from '#cli/catalog-files/groups.ts'
import { newHandleBook } from '#cli/catalog-files/handles.ts'
import { warning, type Notice, type ReadItem } from '#cli/catalog-files/read-item.ts'
import { newSkuBook } from '#cli/catalog-files/skus.ts'
import type { Table } from '#cli/catalog-files/table.ts'
import type { ProductInput } from '#services/catalog/contract.ts'

export function readGoogle(file: TextFile, currency: string): AsyncIterable<ReadItem> {
  return readFeed(() => feedItems(file.chunks()), currency)
}

export function readGoogleTable(table: Table, currency: string): AsyncIterable<ReadItem> {
  return readFeed(() => itemsOf(table), currency)
}

type Batches = AsyncIterable<readonly (FeedItem | Notice)[]>

async function* itemsOf(table: Table): Batches {
  for await (const batch of table.rows()) {
    yield batch.map((row) => ('cells' in row ? itemOfRow(table, row) : row))
  }
}

/** Reads twice: first for how many items each group has. */
async function* readFeed(items: () => Batches, currency: string): AsyncIterable<ReadItem> {
  const counts = new Map<string, number>()
  for await (const batch of items()) {
    for (const item of batch) {
      if (!('values' in item)) continue
      const key = keyOf(item)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const context = { currency, skus: newSkuBook(), handles: newHandleBook() }
  const categories = newCategoryBook()
  const foreign = new Set<string>()
  for await (const batch of groupsOf(items(), keyOf, counts)) {
    for (const group of batch) {
      if (!('key' in group)) {
        yield group
        continue
      }
      const made = feedProduct(group.rows, context)
      yield* made.notices
      if (made.product === null) continue
      for (const priced of currenciesOf(made.product)) {
        if (priced === currency || foreign.has(priced)) continue
        foreign.add(priced)
        yield warning(made.line, `prices are in ${priced}, not in ${currency}; taken as they are`)
      }
      for (const category of categories.enter(feedCategories(group.rows))) yield { category }
      yield { product: made.product, stock: made.stock, line: made.line }
    }
  }
}

function currenciesOf(product: ProductInput): Set<string> {
  return new Set(product.variants.flatMap(({ prices }) => prices.map((price) => price.currency)))
}

function keyOf(item: FeedItem): string {
  const group = valueOf(item, 'item_group_id')
  return group === '' ? `line ${item.line} ${valueOf(item, 'id')}` : `group ${group}`
}
