// What makes an export give back the file it came from. Every cell that our model would write in
// another way is kept beside the product: a product's own under its column, a variant's under
// `Column [SKU]`. A kept cell is used again only while it still reads as what the model says, so a
// change made here is never undone by an old spelling. Numbers and booleans may come back in
// another spelling of the same value; nothing else changes.

import {
  imageColumns,
  isVariantLevel,
  metafieldKey,
  ownSku,
  productColumns,
} from '#cli/catalog-files/shopify-columns.ts'
import { guardColumn } from '#cli/catalog-files/cell-guard.ts'
import type { Cells } from '#cli/catalog-files/shopify-product-cells.ts'

const noSku = ' []'
const numberColumns = new Set([
  'Variant Grams',
  'Variant Inventory Qty',
  'Variant Price',
  'Variant Compare At Price',
])
const booleanColumns = new Set([
  'Published',
  'Gift Card',
  'Variant Requires Shipping',
  'Variant Taxable',
])

/** The columns of a file by what they describe, but for those of handle and pictures. */
export interface ColumnPlan {
  /** Those of the product that have a place in our model. */
  readonly product: readonly string[]
  /** Those of each variant, known to us or not. */
  readonly variant: readonly string[]
  /** All others: the product's on its first line, a variant's on a later one. */
  readonly other: readonly string[]
}

export function planOf(header: readonly string[]): ColumnPlan {
  const rest = header.filter(
    (column) =>
      column !== 'Handle' &&
      column !== ownSku &&
      column !== guardColumn &&
      !imageColumns.has(column),
  )
  return {
    product: rest.filter((column) => productColumns.has(column)),
    variant: rest.filter(isVariantLevel),
    other: rest.filter((column) => !productColumns.has(column) && !isVariantLevel(column)),
  }
}

/** The cells of the product's first line that our model would not write like this. */
export function keptOfProduct(raw: Cells, written: Cells, plan: ColumnPlan) {
  const kept: Record<string, string> = {}
  for (const column of plan.product) {
    const text = raw[column] ?? ''
    if (!sameCell(column, text, written[column] ?? '')) kept[column] = text
  }
  for (const column of plan.other) {
    const text = raw[column] ?? ''
    if (text !== '' && text !== written[column]) kept[ownKey(column)] = text
  }
  return kept
}

/**
 * The cells of a variant's line that our model would not write like this, by `Column [SKU]`.
 * @param leading the line is the product's first, whose other cells are the product's
 */
export function keptOfVariant(
  raw: Cells,
  written: Cells,
  sku: string,
  leading: boolean,
  plan: ColumnPlan,
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const column of plan.variant) {
    const text = raw[column] ?? ''
    if (!sameCell(column, text, written[column] ?? '')) kept[`${column} [${sku}]`] = text
  }
  for (const column of leading ? [] : plan.other) {
    const text = raw[column] ?? ''
    if (text !== '') kept[`${column} [${sku}]`] = text
  }
  return kept
}

export interface Origin {
  readonly product: Cells
  readonly variants: ReadonlyMap<string, Cells>
}

/** The kept cells apart: the product's, and those of each SKU it still has. */
export function originOf(columns: Cells, skus: readonly string[]): Origin {
  const known = new Set(skus)
  const product: Record<string, string> = {}
  const variants = new Map<string, Record<string, string>>()
  for (const [key, text] of Object.entries(columns)) {
    const split = splitKey(key, known)
    if (split === null) {
      const column = key.endsWith(noSku) ? key.slice(0, -noSku.length) : key
      if (!isVariantLevel(column.replace(/ \[.*\]$/, ''))) product[column] = text
      continue
    }
    const cells = variants.get(split.sku) ?? {}
    cells[split.column] = text
    variants.set(split.sku, cells)
  }
  return { product, variants }
}

/**
 * The cells to write: the kept ones as far as they mean the same as those that the model writes.
 * @param means true when the cells read as what the model says
 */
export function withKept(
  written: Cells,
  kept: Cells,
  means: (cells: Cells) => boolean,
): Record<string, string> {
  const own = underKeptNames(written, kept)
  const all = { ...own, ...kept }
  if (means(all)) return all
  let cells = own
  for (const [column, text] of Object.entries(kept)) {
    const tried = { ...cells, [column]: text }
    if (means(tried)) cells = tried
  }
  return cells
}

/** A merchant's field goes under the column that it came from, with the label of that shop. */
function underKeptNames(written: Cells, kept: Cells): Record<string, string> {
  const columnOfKey = new Map<string, string>()
  for (const column of Object.keys(kept)) {
    const key = metafieldKey(column)
    if (key !== null) columnOfKey.set(key, column)
  }
  return Object.fromEntries(
    Object.entries(written).map(([column, text]) => {
      const key = metafieldKey(column)
      return [(key === null ? undefined : columnOfKey.get(key)) ?? column, text]
    }),
  )
}

function sameCell(column: string, raw: string, written: string): boolean {
  if (raw === written) return true
  if (booleanColumns.has(column)) return raw.trim().toLowerCase() === written
  if (!numberColumns.has(column) || written === '') return false
  return /^-?\d+(\.\d+)?$/.test(raw.trim()) && Number(raw) === Number(written)
}

/** A column that ends as if it named a SKU is marked as naming none. */
const ownKey = (column: string) => (column.endsWith(']') ? column + noSku : column)

function splitKey(key: string, skus: ReadonlySet<string>): { column: string; sku: string } | null {
  if (!key.endsWith(']')) return null
  for (let at = key.indexOf(' ['); at >= 0; at = key.indexOf(' [', at + 1)) {
    const sku = key.slice(at + 2, -1)
    if (skus.has(sku)) return { column: key.slice(0, at), sku }
  }
  return null
}
