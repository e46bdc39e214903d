import type { ProductWithStock, StockLevel } from '#cli/catalog-files/read-item.ts'
import { optionCells, optionsFrom, sameOptions } from '#cli/catalog-files/shopify-options.ts'
import { originOf, withKept, type Origin } from '#cli/catalog-files/shopify-origin.ts'
import { metafieldKey, ownSku } from '#cli/catalog-files/shopify-columns.ts'
import {
  cell,
  ownCategories,
  readProductCells,
  writeProductCells,
  type Cells,
  type ProductCore,
} from '#cli/catalog-files/shopify-product-cells.ts'
import {
  nameCells,
  optionNames,
  optionValues,
  valueCells,
} from '#cli/catalog-files/shopify-option-cells.ts'
import { handleFrom } from '#cli/catalog-files/shopify-handle.ts'
import {
  readVariantCells,
  writeVariantCells,
  type VariantCore,
} from '#cli/catalog-files/shopify-variant-cells.ts'
import { skuFrom } from '#cli/catalog-files/skus.ts'
import type { FieldKind } from '#cli/catalog-files/typed-field.ts'
import type { ProductInput, Variant } from '#services/catalog/contract.ts'
import { isDeepStrictEqual } from 'node:util'

/** The lines of a product, each as cells by column. */
export function productAsCells({ product, stock }: ProductWithStock): Cells[] {
  const skus = product.variants.map((variant) => variant.sku)
  const columns = product.origin?.format === 'shopify' ? product.origin.columns : {}
  const origin = originOf(columns, skus)
  const options = optionsAsCells(product, origin)
  const handle = rawHandle(product.handle, origin.product['Handle'])
  const first = { ...productCells(product, origin.product), ...options.names }
  const giftCard = /^\s*true\s*$/i.test(cell(first, 'Gift Card'))
  const stockOf = new Map(stock.map((level) => [level.sku, level]))
  const count = Math.max(product.variants.length, product.media.length)
  return Array.from({ length: count }, (_, at) => {
    const variant = product.variants[at]
    return {
      Handle: handle,
      ...(at === 0 ? first : {}),
      ...(variant === undefined
        ? {}
        : {
            ...variantCells(variant, stockOf.get(variant.sku), origin, giftCard),
            ...options.values[at],
          }),
      ...mediaCells(product.media[at], at),
    }
  })
}

function productCells(product: ProductInput, kept: Cells): Record<string, string> {
  const { handle: _handle, options: _options, variants: _variants, ...rest } = product
  const { media: _media, origin: _origin, ...core } = rest
  const own = withoutOptions(kept)
  const means = (cells: Cells) =>
    isDeepStrictEqual(readProductCells(cells, kindsIn(cells, core)), core)
  const cells = withKept(writeProductCells(core), own, means)
  const { [ownCategories]: _own, ...without } = cells
  return means(without) ? without : cells
}

/** The kinds that the fields have, for reading back what was written under their columns. */
function kindsIn(cells: Cells, core: ProductCore): Map<string, FieldKind> {
  const kinds = new Map<string, FieldKind>()
  for (const column of Object.keys(cells)) {
    const field = core.fields[metafieldKey(column) ?? '']
    if (field) kinds.set(column, field.type)
  }
  return kinds
}

function withoutOptions(kept: Cells): Cells {
  return Object.fromEntries(
    Object.entries(kept).filter(
      ([column]) => column !== 'Handle' && !/^Option\d Name$/.test(column),
    ),
  )
}

function variantCells(
  variant: Variant,
  level: StockLevel | undefined,
  origin: Origin,
  giftCard: boolean,
): Record<string, string> {
  const { sku, options: _options, ...rest } = variant
  const core: VariantCore = {
    ...rest,
    wantedSku: sku,
    onHand: variant.tracked ? (level?.onHand ?? null) : null,
    backorder: variant.tracked && level !== undefined && level.backorder,
  }
  const kept = Object.fromEntries(
    Object.entries(origin.variants.get(sku) ?? {}).filter(
      ([column]) => !/^Option\d Value$/.test(column),
    ),
  )
  const currency = variant.prices[0]?.currency ?? ''
  const cells = withKept(writeVariantCells(core), kept, (tried) => {
    const read = readVariantCells(tried, currency, giftCard, () => {})
    return 'reason' in read ? false : isDeepStrictEqual({ ...read, wantedSku: sku }, core)
  })
  return skuFrom(cell(cells, 'Variant SKU')) === sku ? cells : { ...cells, [ownSku]: sku }
}

/** The option cells as the file had them if they still say the same, else as Shopify writes them. */
function optionsAsCells(product: ProductInput, origin: Origin) {
  const options = {
    names: product.options.map(({ name }) => name),
    values: product.variants.map((variant) => variant.options),
  }
  const written = optionCells(options)
  const names = { ...nameCells(written.names), ...picked(origin.product, 'Name') }
  const values = product.variants.map((variant, at) => ({
    ...valueCells(written.values[at] ?? []),
    ...picked(origin.variants.get(variant.sku) ?? {}, 'Value'),
  }))
  const read = optionsFrom(optionNames(names), values.map(optionValues))
  return sameOptions(read, options)
    ? { names, values }
    : { names: nameCells(written.names), values: written.values.map(valueCells) }
}

function picked(cells: Cells, what: 'Name' | 'Value'): Cells {
  return Object.fromEntries(
    Object.entries(cells).filter(([column]) =>
      [1, 2, 3].some((number) => column === `Option${number} ${what}`),
    ),
  )
}

function mediaCells(media: ProductInput['media'][number] | undefined, at: number): Cells {
  if (media === undefined) return {}
  return { 'Image Src': media.url, 'Image Position': String(at + 1), 'Image Alt Text': media.alt }
}

function rawHandle(handle: string, kept: string | undefined): string {
  return kept !== undefined && handleFrom(kept) === handle ? kept : handle
}
