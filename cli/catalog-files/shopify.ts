// Shopify product exports (https://help.shopify.com/en/manual/products/import-export/using-csv),
// as Shopify writes them in every version of the columns, and as converters imitate them.

import { newCategoryBook, type CategoryBook } from '#cli/catalog-files/categories.ts'
import { groupsOf } from '#cli/catalog-files/groups.ts'
import { refused, warning, type Notice, type ReadItem } from '#cli/catalog-files/read-item.ts'
import { likelyKind, metafieldKey, shopifyHeader } from '#cli/catalog-files/shopify-columns.ts'
import { planOf } from '#cli/catalog-files/shopify-origin.ts'
import { categoryPaths, type Cells } from '#cli/catalog-files/shopify-product-cells.ts'
import { shopifyProduct } from '#cli/catalog-files/shopify-product.ts'
import { newSkuBook } from '#cli/catalog-files/skus.ts'
import { handleFrom } from '#cli/catalog-files/shopify-handle.ts'
import { slug } from '#cli/catalog-files/slug.ts'
import type { Row, Table } from '#cli/catalog-files/table.ts'
import { commonKind, type FieldKind } from '#cli/catalog-files/typed-field.ts'

/** Reads twice: once for how often each handle comes and what kinds its fields have. */
export async function* readShopify(table: Table, currency: string): AsyncIterable<ReadItem> {
  const header = shopifyHeader(table)
  const handleAt = header.indexOf('Handle')
  const titleAt = header.indexOf('Title')
  const keyOf = (row: Row): string | null =>
    row.cells[handleAt]?.trim() || slug(row.cells[titleAt] ?? '') || null
  if (!header.includes('Variant Price')) {
    yield* refuseAll(table, keyOf)
    return
  }
  if (!header.includes('Variant Inventory Qty')) {
    yield warning(1, 'the file has no column of quantities: the stock stays as it is')
  }
  const { counts, kinds } = await survey(table, header, titleAt, keyOf)
  const skus = newSkuBook()
  const categories = newCategoryBook()
  const plan = planOf(header)
  const handles = new Map<string, string>()
  for await (const batch of groupsOf(reportKeyless(table, keyOf), keyOf, counts)) {
    for (const group of batch) {
      if (!('key' in group)) {
        yield group
        continue
      }
      const rows = group.rows.map((row) => ({ line: row.line, cells: cellsOf(header, row) }))
      const line = group.rows[0]?.line ?? 1
      const handle = handleFrom(group.key)
      if (handles.has(handle)) {
        yield refused(line, `the handle reads like that of "${handles.get(handle)}"`, handle)
        continue
      }
      handles.set(handle, group.key)
      if (handle !== group.key) {
        yield warning(line, `the handle "${group.key}" cannot be an address; taken as "${handle}"`)
      }
      const made = shopifyProduct(handle, rows, { currency, kinds, skus, plan })
      yield* withCategories(made, categories)
    }
  }
}

function* withCategories(
  made: ReturnType<typeof shopifyProduct>,
  categories: CategoryBook,
): Iterable<ReadItem> {
  yield* made.notices
  if (made.product === null) return
  for (const category of categories.enter(categoryPaths(made.leading))) yield { category }
  yield { product: made.product, stock: made.stock, line: made.line }
}

async function survey(
  table: Table,
  header: readonly string[],
  titleAt: number,
  keyOf: (row: Row) => string | null,
): Promise<{ counts: Map<string, number>; kinds: Map<string, FieldKind> }> {
  const counts = new Map<string, number>()
  const kinds = new Map<string, FieldKind>()
  const described = new Set<string>()
  const fields = header.flatMap((column, at) => (metafieldKey(column) === null ? [] : [at]))
  for await (const batch of table.rows()) {
    for (const row of batch) {
      if (!('cells' in row)) continue
      const key = keyOf(row)
      if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
      if (key === null || described.has(key) || !row.cells[titleAt]?.trim()) continue
      described.add(key)
      for (const at of fields) {
        const text = row.cells[at]?.trim() ?? ''
        const column = header[at] ?? ''
        if (text !== '') kinds.set(column, commonKind(kinds.get(column), likelyKind(column, text)))
      }
    }
  }
  return { counts, kinds }
}

async function* reportKeyless(
  table: Table,
  keyOf: (row: Row) => string | null,
): AsyncIterable<(Row | Notice)[]> {
  for await (const batch of table.rows()) {
    yield batch.map((row) =>
      'cells' in row && keyOf(row) === null
        ? refused(row.line, 'the row has neither a handle nor a title')
        : row,
    )
  }
}

async function* refuseAll(
  table: Table,
  keyOf: (row: Row) => string | null,
): AsyncIterable<ReadItem> {
  const reason =
    'the file has no column "Variant Price": it is an update of some columns, not a catalogue'
  for await (const batch of table.rows()) {
    for (const row of batch) {
      yield 'cells' in row ? refused(row.line, reason, keyOf(row) ?? undefined) : row
    }
  }
}

function cellsOf(header: readonly string[], row: Row): Cells {
  const cells: Record<string, string> = {}
  let at = 0
  for (const column of header) {
    cells[column] = row.cells[at] ?? ''
    at += 1
  }
  return cells
}
