import type { Row, Table } from '#cli/catalog-files/table.ts'

/** What a column means to us, by what exports and the REST API call it, in lower case. */
const meanings: Readonly<Record<string, WooColumn>> = {
  id: 'id',
  type: 'type',
  sku: 'sku',
  name: 'name',
  slug: 'slug',
  permalink: 'permalink',
  published: 'published',
  status: 'published',
  'visibility in catalog': 'visibility',
  'visibility in catalogue': 'visibility',
  catalog_visibility: 'visibility',
  'short description': 'shortDescription',
  short_description: 'shortDescription',
  description: 'description',
  'date sale price starts': 'saleStarts',
  date_on_sale_from: 'saleStarts',
  'date sale price ends': 'saleEnds',
  date_on_sale_to: 'saleEnds',
  'tax status': 'taxStatus',
  tax_status: 'taxStatus',
  'tax class': 'taxClass',
  tax_class: 'taxClass',
  'in stock?': 'inStock',
  'in stock': 'inStock',
  stock_status: 'inStock',
  stock: 'stock',
  stock_quantity: 'stock',
  'backorders allowed?': 'backorders',
  'backorders allowed': 'backorders',
  backorders: 'backorders',
  weight: 'weight',
  'sale price': 'salePrice',
  sale_price: 'salePrice',
  'regular price': 'regularPrice',
  regular_price: 'regularPrice',
  price: 'price',
  categories: 'categories',
  tags: 'tags',
  images: 'images',
  all_images: 'images',
  main_image: 'mainImage',
  image: 'mainImage',
  parent: 'parent',
  parent_id: 'parent',
  'external url': 'externalUrl',
  external_url: 'externalUrl',
  brands: 'brand',
  brand: 'brand',
  'gtin, upc, ean, or isbn': 'barcode',
  global_unique_id: 'barcode',
  'meta: _yoast_wpseo_title': 'seoTitle',
  'meta: _yoast_wpseo_metadesc': 'seoDescription',
}

export type WooColumn =
  | 'id'
  | 'type'
  | 'sku'
  | 'name'
  | 'slug'
  | 'permalink'
  | 'published'
  | 'visibility'
  | 'shortDescription'
  | 'description'
  | 'saleStarts'
  | 'saleEnds'
  | 'taxStatus'
  | 'taxClass'
  | 'inStock'
  | 'stock'
  | 'backorders'
  | 'weight'
  | 'salePrice'
  | 'regularPrice'
  | 'price'
  | 'categories'
  | 'tags'
  | 'images'
  | 'mainImage'
  | 'parent'
  | 'externalUrl'
  | 'brand'
  | 'barcode'
  | 'seoTitle'
  | 'seoDescription'

export type WeightUnit = 'g' | 'kg' | 'oz' | 'lb'

export interface WooHeader {
  readonly columns: readonly string[]
  readonly at: ReadonlyMap<WooColumn, number>
  readonly weightUnit: WeightUnit
  /** For each numbered attribute where its name and its values stand. */
  readonly attributes: readonly { readonly name: number; readonly values: number }[]
  /** The columns that mean nothing to us and are kept as they are. */
  readonly others: readonly number[]
  /** Lists are joined by semicolons, as the REST style has them; else by commas. */
  readonly semicolons: boolean
}

export function wooHeader(table: Table): WooHeader {
  const at = new Map<WooColumn, number>()
  const others: number[] = []
  const names = new Map<string, number>()
  const values = new Map<string, number>()
  let weightUnit: WeightUnit = 'kg'
  table.columns.forEach((column, place) => {
    const name = column.toLowerCase()
    const attribute = /^attribute (\d+) (name|value\(s\)|values)$/.exec(name)
    const weight = /^weight \((g|kg|lbs?|oz)\)$/.exec(name)
    const meaning = weight ? 'weight' : meanings[name]
    if (attribute) (attribute[2] === 'name' ? names : values).set(attribute[1] ?? '', place)
    else if (meaning !== undefined && !at.has(meaning)) at.set(meaning, place)
    else if (!/^attribute \d+ (visible|global)$/.test(name)) others.push(place)
    if (weight) weightUnit = (weight[1]?.replace('lbs', 'lb') ?? 'kg') as WeightUnit
  })
  const attributes = [...names].map(([number, name]) => ({
    name,
    values: values.get(number) ?? -1,
  }))
  const semicolons = table.columns.includes('regular_price') || table.columns.includes('parent_id')
  return { columns: table.columns, at, weightUnit, attributes, others, semicolons }
}

/**
 * The cell as its author wrote it: WooCommerce puts an apostrophe before what a spreadsheet would
 * run as a formula, and takes it off again.
 */
export function wooCell(header: WooHeader, row: Row, column: WooColumn): string {
  return unescaped(row.cells[header.at.get(column) ?? -1] ?? '').trim()
}

export function unescaped(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}

/** The items of a list cell; a comma inside an item is written `\,`. */
export function wooList(text: string, semicolons: boolean): string[] {
  const parts = semicolons ? text.split(';') : text.split(/(?<!\\),/)
  return parts.map((part) => part.replaceAll('\\,', ',').trim()).filter((part) => part !== '')
}

/** The attributes of a row that have a name: `Colour` with `Red`, `Blue`. */
export function wooAttributes(
  header: WooHeader,
  row: Row,
): { readonly name: string; readonly values: readonly string[] }[] {
  return header.attributes.flatMap(({ name, values }) => {
    const text = unescaped(row.cells[name] ?? '').trim()
    if (text === '') return []
    return [{ name: text, values: wooList(unescaped(row.cells[values] ?? ''), false) }]
  })
}

export function isVariation(header: WooHeader, row: Row): boolean {
  const type = wooCell(header, row, 'type').toLowerCase()
  if (type !== '') return type.split(',').some((part) => part.trim() === 'variation')
  return wooCell(header, row, 'parent') !== ''
}
