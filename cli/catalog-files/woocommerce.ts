// WooCommerce product exports: the one of its admin pages
// (https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema) with English column
// names, and tables in the lower-case style of its REST API.

import { newCategoryBook } from '#cli/catalog-files/categories.ts'
import { groupsOf } from '#cli/catalog-files/groups.ts'
import { refused, type Notice, type ReadItem } from '#cli/catalog-files/read-item.ts'
import { newSkuBook } from '#cli/catalog-files/skus.ts'
import type { Row, Table } from '#cli/catalog-files/table.ts'
import {
  isVariation,
  wooCell,
  wooHeader,
  type WooHeader,
} from '#cli/catalog-files/woocommerce-columns.ts'
import { newHandleBook } from '#cli/catalog-files/handles.ts'
import { wooCategories, wooProduct } from '#cli/catalog-files/woocommerce-product.ts'

/** Reads twice: first for the parents, which may stand after their variations. */
export async function* readWooCommerce(table: Table, currency: string): AsyncIterable<ReadItem> {
  const header = wooHeader(table)
  const family = await familyIn(table, header)
  const context = { header, currency, skus: newSkuBook(), handles: newHandleBook() }
  const categories = newCategoryBook()
  const rows = reportOrphans(table, header, family)
  for await (const batch of groupsOf(rows, (row) => family.keyOf(row), family.counts)) {
    for (const group of batch) {
      if (!('key' in group)) {
        yield group
        continue
      }
      const made = wooProduct(group.rows, context)
      yield* made.notices
      if (made.product === null) continue
      for (const category of categories.enter(wooCategories(header, made.parent))) {
        yield { category }
      }
      yield { product: made.product, stock: made.stock, line: made.parent.line }
    }
  }
}

interface Family {
  /** The same for a product and its variations; null for a variation whose parent is missing. */
  keyOf(row: Row): string | null
  readonly counts: ReadonlyMap<string, number>
}

async function familyIn(table: Table, header: WooHeader): Promise<Family> {
  const parents = new Map<string, string>()
  const awaited: string[] = []
  const counts = new Map<string, number>()
  for await (const batch of table.rows()) {
    for (const row of batch) {
      if (!('cells' in row)) continue
      if (isVariation(header, row)) {
        awaited.push(wooCell(header, row, 'parent'))
        continue
      }
      const key = String(row.line)
      counts.set(key, 1)
      const id = wooCell(header, row, 'id')
      const sku = wooCell(header, row, 'sku')
      if (id !== '' && !parents.has(`id:${id}`)) parents.set(`id:${id}`, key)
      if (sku !== '' && !parents.has(sku)) parents.set(sku, key)
    }
  }
  const parentKey = (name: string) => parents.get(name) ?? parents.get(`id:${name}`) ?? null
  for (const name of awaited) {
    const key = parentKey(name)
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return {
    counts,
    keyOf: (row) =>
      isVariation(header, row) ? parentKey(wooCell(header, row, 'parent')) : String(row.line),
  }
}

async function* reportOrphans(
  table: Table,
  header: WooHeader,
  family: Family,
): AsyncIterable<(Row | Notice)[]> {
  for await (const batch of table.rows()) {
    yield batch.map((row) =>
      'cells' in row && family.keyOf(row) === null
        ? refused(
            row.line,
            `a variation of "${wooCell(header, row, 'parent')}", which is not in this file`,
          )
        : row,
    )
  }
}
