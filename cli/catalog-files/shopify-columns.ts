import { fieldKinds, kindOf, type FieldKind } from '#cli/catalog-files/typed-field.ts'
import { columnsMax, type Table } from '#cli/catalog-files/table.ts'

/** The columns of a Shopify product export that have a place in our model, in Shopify's order. */
export const shopifyColumns = [
  'Handle',
  'Title',
  'Body (HTML)',
  'Vendor',
  'Product Category',
  'Type',
  'Tags',
  'Published',
  'Option1 Name',
  'Option1 Value',
  'Option2 Name',
  'Option2 Value',
  'Option3 Name',
  'Option3 Value',
  'Variant SKU',
  'Variant Grams',
  'Variant Inventory Tracker',
  'Variant Inventory Qty',
  'Variant Inventory Policy',
  'Variant Fulfillment Service',
  'Variant Price',
  'Variant Compare At Price',
  'Variant Requires Shipping',
  'Variant Taxable',
  'Variant Barcode',
  'Image Src',
  'Image Position',
  'Image Alt Text',
  'Gift Card',
  'SEO Title',
  'SEO Description',
  'Variant Image',
  'Variant Weight Unit',
  'Variant Tax Code',
  'Status',
] as const

export type ShopifyColumn = (typeof shopifyColumns)[number]

export const productColumns: ReadonlySet<string> = new Set<ShopifyColumn>([
  'Title',
  'Body (HTML)',
  'Vendor',
  'Product Category',
  'Type',
  'Tags',
  'Published',
  'Option1 Name',
  'Option2 Name',
  'Option3 Name',
  'Gift Card',
  'SEO Title',
  'SEO Description',
  'Status',
])

export const imageColumns: ReadonlySet<string> = new Set<ShopifyColumn>([
  'Image Src',
  'Image Position',
  'Image Alt Text',
])

export const variantColumns: ReadonlySet<string> = new Set(
  shopifyColumns.filter(
    (name) => name !== 'Handle' && !productColumns.has(name) && !imageColumns.has(name),
  ),
)

/**
 * Where we write the SKU that a variant has here, when the file it came from has another or none:
 * so it keeps it, in whatever order the lines come back.
 */
export const ownSku = 'SKU (variant.metafields.meridian.sku)'

/** What newer and older exports call them, in lower case. */
const aliases: Readonly<Record<string, ShopifyColumn>> = {
  'url handle': 'Handle',
  description: 'Body (HTML)',
  'standardized product type': 'Product Category',
  'standard product type': 'Product Category',
  'custom product type': 'Type',
  'product type': 'Type',
  'published on online store': 'Published',
  sku: 'Variant SKU',
  barcode: 'Variant Barcode',
  price: 'Variant Price',
  'compare-at price': 'Variant Compare At Price',
  'charge tax': 'Variant Taxable',
  'tax code': 'Variant Tax Code',
  'inventory tracker': 'Variant Inventory Tracker',
  'inventory quantity': 'Variant Inventory Qty',
  'continue selling when out of stock': 'Variant Inventory Policy',
  'weight value (grams)': 'Variant Grams',
  'weight unit for display': 'Variant Weight Unit',
  'requires shipping': 'Variant Requires Shipping',
  'fulfillment service': 'Variant Fulfillment Service',
  'product image url': 'Image Src',
  'variant image url': 'Variant Image',
}

const canonical = new Map<string, ShopifyColumn>(
  shopifyColumns.map((name) => [name.toLowerCase(), name]),
)

/** The name under which we know a column of the file; its own name when we do not know it. */
export function shopifyNameOf(column: string): string {
  const name = column.toLowerCase()
  return canonical.get(name) ?? aliases[name] ?? column
}

/** The columns of the file by the names that we know them under; the first of a name counts. */
export function shopifyHeader(table: Table): string[] {
  const seen = new Set<string>()
  return table.columns.map((column) => {
    const known = shopifyNameOf(column)
    const name = seen.has(known) ? `${column} (again)` : known
    seen.add(name)
    return name
  })
}

/** `Colour (product.metafields.custom.colour)`: the merchant's own field of a product. */
export const metafieldKey = remembered((column): string | null => {
  const match = /\(product\.metafields\.([^]+)\)$/.exec(column)
  const key = match?.[1]?.replace(/^custom\./, '')
  return key !== undefined && key !== '' && key.length <= 255 ? key : null
})

/** Shopify's own fields hold lists, one value or several; others are told by how they look. */
export function likelyKind(column: string, text: string): FieldKind {
  return metafieldKey(column)?.startsWith('shopify.') ? 'list' : kindOf(text)
}

/** The kind in the label of a column that we wrote: `Colour [list] (product.metafields.…)`. */
export const statedKind = remembered((column): FieldKind | null => {
  const stated = /\[(\w+)\] \(product\.metafields\./.exec(column)?.[1]
  return fieldKinds.find((kind) => kind === stated) ?? null
})

/** A column of its own beside each variant, though Shopify does not call it one. */
export const isVariantLevel = remembered(
  (column): boolean =>
    variantColumns.has(column) ||
    column === 'Cost per item' ||
    /^(Variant |Unit Price |Price \/ |Compare At Price \/ )/.test(column) ||
    column.includes('(variant.metafields.'),
)

/** `Price / AUD` sets a price in another currency: what is between the two, or null. */
export const currencyOfPriceColumn = remembered(
  (column): string | null => /^Price \/ ([A-Z]{3})$/.exec(column)?.[1] ?? null,
)

/** Column names are few and come with every row: what is found out about one is kept. */
function remembered<T>(findOut: (column: string) => T): (column: string) => T {
  const known = new Map<string, T>()
  return (column) => {
    const found = known.get(column)
    if (found !== undefined) return found
    const answer = findOut(column)
    if (known.size < columnsMax) known.set(column, answer)
    return answer
  }
}
