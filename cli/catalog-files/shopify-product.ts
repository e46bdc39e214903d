import { refused, warning, type Notice, type StockLevel } from '#cli/catalog-files/read-item.ts'
import { optionCells, optionsFrom, type Options } from '#cli/catalog-files/shopify-options.ts'
import {
  nameCells,
  optionNames,
  optionValues,
  valueCells,
} from '#cli/catalog-files/shopify-option-cells.ts'
import { keptOfProduct, keptOfVariant, type ColumnPlan } from '#cli/catalog-files/shopify-origin.ts'
import {
  cell,
  readProductCells,
  sortedByName,
  writeProductCells,
  type Cells,
} from '#cli/catalog-files/shopify-product-cells.ts'
import { mediaOf } from '#cli/catalog-files/shopify-media.ts'
import {
  readVariantCells,
  writeVariantCells,
  type VariantCore,
} from '#cli/catalog-files/shopify-variant-cells.ts'
import type { SkuBook } from '#cli/catalog-files/skus.ts'
import type { FieldKind } from '#cli/catalog-files/typed-field.ts'
import type { ProductInput, Variant } from '#services/catalog/contract.ts'

export interface CellsOfRow {
  readonly line: number
  readonly cells: Cells
}

interface Context {
  readonly currency: string
  readonly kinds: ReadonlyMap<string, FieldKind>
  readonly skus: SkuBook
  readonly plan: ColumnPlan
}

interface Made {
  readonly product: ProductInput | null
  readonly stock: readonly StockLevel[]
  readonly notices: readonly Notice[]
  readonly leading: Cells
  readonly line: number
}

interface ReadVariant {
  readonly row: CellsOfRow
  readonly core: VariantCore
}

const variantsMax = 2_000
const htmlMax = 524_288

/** One product from all of its lines. */
export function shopifyProduct(
  handle: string,
  rows: readonly CellsOfRow[],
  context: Context,
): Made {
  const notices: Notice[] = []
  const leading = rows.find((row) => cell(row.cells, 'Title').trim() !== '') ?? rows[0]
  const line = rows[0]?.line ?? 1
  const none = { product: null, stock: [], notices, leading: leading?.cells ?? {}, line }
  const refuse = (reason: string): Made => {
    notices.push(refused(line, reason, handle))
    return none
  }
  if (!leading || cell(leading.cells, 'Title').trim() === '') return refuse('it has no title')
  if (cell(leading.cells, 'Body (HTML)').length > htmlMax) {
    return refuse(`its description is longer than ${htmlMax} characters`)
  }
  if (/^unlisted$/i.test(cell(leading.cells, 'Status').trim())) {
    notices.push(warning(leading.line, 'the status "unlisted" is unknown here; taken as draft'))
  }
  const read = variantsIn(handle, rows, leading.cells, context, notices)
  if (read.length === 0) return refuse('it has no variant with a price')
  if (read.length > variantsMax) return refuse(`it has more than ${variantsMax} variants`)
  const described = { ...leading, cells: describing(leading, read[0]?.row, context.plan) }
  const core = readProductCells(described.cells, context.kinds)
  const options = optionsFrom(
    optionNames(leading.cells),
    read.map(({ row }) => optionValues(row.cells)),
  )
  const variants = named(handle, read, options, context.skus, notices)
  warnOfTwins(read, options, notices)
  const media = mediaOf(rows, notices)
  const kept = sortedByName(
    keptColumns(handle, described, core, options, read, variants, context.plan),
  )
  const product: ProductInput = {
    handle,
    ...core,
    options: options.names.map((name) => ({ name })),
    variants,
    media,
    ...(Object.keys(kept).length > 0 ? { origin: { format: 'shopify', columns: kept } } : {}),
  }
  return { ...none, product, stock: stockOf(read, variants) }
}

/** The lines that are variants; an image alone, or a line repeating the product's texts, is none. */
function variantsIn(
  handle: string,
  rows: readonly CellsOfRow[],
  leading: Cells,
  context: Context,
  notices: Notice[],
): ReadVariant[] {
  const giftCard = /^\s*true\s*$/i.test(cell(leading, 'Gift Card'))
  return rows.flatMap((row) => {
    const tells = ['Variant Price', 'Variant SKU', 'Variant Barcode', 'Option1 Value']
    if (tells.every((column) => cell(row.cells, column).trim() === '')) return []
    const core = readVariantCells(row.cells, context.currency, giftCard, (reason) => {
      notices.push(warning(row.line, reason))
    })
    if (!('reason' in core)) return [{ row, core }]
    notices.push(refused(row.line, core.reason, handle))
    return []
  })
}

function named(
  handle: string,
  read: readonly ReadVariant[],
  options: Options,
  skus: SkuBook,
  notices: Notice[],
): Variant[] {
  return read.map(({ row, core }, at) => {
    const values = options.values[at] ?? []
    const { sku, repeated } = skus.take(core.wantedSku, handle, values)
    if (repeated) {
      notices.push(warning(row.line, `SKU "${core.wantedSku}" is used before; taken as "${sku}"`))
    }
    const { wantedSku: _wanted, onHand: _onHand, backorder: _backorder, ...variant } = core
    return { sku, options: [...values], ...variant }
  })
}

function stockOf(read: readonly ReadVariant[], variants: readonly Variant[]): StockLevel[] {
  return read.flatMap(({ core }, at) => {
    const sku = variants[at]?.sku
    if (sku === undefined || core.onHand === null) return []
    return [{ sku, onHand: core.onHand, backorder: core.backorder }]
  })
}

function warnOfTwins(read: readonly ReadVariant[], options: Options, notices: Notice[]): void {
  const seen = new Set<string>()
  read.forEach(({ row }, at) => {
    const key = JSON.stringify(options.values[at])
    if (seen.has(key)) {
      notices.push(warning(row.line, 'another variant of the product has the same option values'))
    }
    seen.add(key)
  })
}

function keptColumns(
  handle: string,
  leading: CellsOfRow,
  core: Parameters<typeof writeProductCells>[0],
  options: Options,
  read: readonly ReadVariant[],
  variants: readonly Variant[],
  plan: ColumnPlan,
): Record<string, string> {
  const written = optionCells(options)
  const raw = cell(leading.cells, 'Handle').trim()
  return Object.assign(
    raw === handle || raw === '' ? {} : { Handle: raw },
    keptOfProduct(leading.cells, { ...writeProductCells(core), ...nameCells(written.names) }, plan),
    ...read.map(({ row, core: variant }, at) => {
      const sku = variants[at]?.sku ?? ''
      const cells = {
        ...writeVariantCells({ ...variant, wantedSku: sku }),
        ...valueCells(written.values[at] ?? []),
      }
      return keptOfVariant(row.cells, cells, sku, at === 0 || row.line === leading.line, plan)
    }),
  )
}

/** The line that describes the product, filled up from that of the first variant it leaves to us. */
function describing(leading: CellsOfRow, first: CellsOfRow | undefined, plan: ColumnPlan): Cells {
  if (first === undefined || first === leading) return leading.cells
  const cells = { ...leading.cells }
  for (const column of plan.other) cells[column] ||= first.cells[column] ?? ''
  return cells
}
