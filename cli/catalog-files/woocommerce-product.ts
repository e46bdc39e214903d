import { handlesOf, pathOf } from '#cli/catalog-files/categories.ts'
import type { HandleBook } from '#cli/catalog-files/handles.ts'
import { isMediaAddress } from '#cli/catalog-files/media-address.ts'
import { refused, warning, type Notice, type StockLevel } from '#cli/catalog-files/read-item.ts'
import type { SkuBook } from '#cli/catalog-files/skus.ts'
import { shortened, slug } from '#cli/catalog-files/slug.ts'
import type { Row } from '#cli/catalog-files/table.ts'
import {
  isVariation,
  wooAttributes,
  wooCell,
  wooList,
  type WooHeader,
} from '#cli/catalog-files/woocommerce-columns.ts'
import { wooOptions, type WooOptions } from '#cli/catalog-files/woocommerce-options.ts'
import { wooVariant, type WooVariant } from '#cli/catalog-files/woocommerce-variant.ts'
import type { ProductInput, Variant } from '#services/catalog/contract.ts'

interface Context {
  readonly header: WooHeader
  readonly currency: string
  readonly skus: SkuBook
  readonly handles: HandleBook
}

interface Made {
  readonly product: ProductInput | null
  readonly stock: readonly StockLevel[]
  readonly notices: readonly Notice[]
  readonly parent: Row
}

const titleMax = 1_024
const textMax = 255
const htmlMax = 524_288
const mediaMax = 250
const tagsMax = 250
const seoTextMax = 5_120

/** One product from its own row and those of its variations, which come in any order. */
export function wooProduct(rows: readonly Row[], context: Context): Made {
  const { header, skus } = context
  const notices: Notice[] = []
  const parent = rows.find((row) => !isVariation(header, row)) ?? { line: 1, cells: [] }
  const variations = rows.filter((row) => row !== parent)
  const get = (column: Parameters<typeof wooCell>[2]) => wooCell(header, parent, column)
  const title = shortened(get('name'), titleMax)
  const refuse = (reason: string): Made => {
    notices.push(refused(parent.line, reason, title || undefined))
    return { product: null, stock: [], notices, parent }
  }
  if (title === '') return refuse('it has no name')
  if (get('description').length > htmlMax) return refuse('its description is too long')
  if (get('type').toLowerCase().includes('grouped')) {
    return refuse('a grouped product has no price of its own; its parts are products themselves')
  }
  const options = wooOptions(header, parent, variations)
  const read = variantsIn(parent, variations, options, context, notices)
  if (read.length === 0) {
    return refuse(variations.length > 0 ? 'none of its variations has a price' : 'it has no price')
  }
  const handle = context.handles.take(
    [get('slug'), addressEnd(get('permalink')), title],
    get('id') || get('sku'),
  )
  const variants = read.map(({ row, variant, values }): Variant => {
    const { sku, repeated } = skus.take(variant.wantedSku, handle, values)
    if (repeated) {
      notices.push(
        warning(row.line, `SKU "${variant.wantedSku}" is used before; taken as "${sku}"`),
      )
    }
    return { sku, options: [...values], ...variant.rest }
  })
  const product: ProductInput = {
    handle,
    title,
    descriptionHtml: unfolded(get('description') || get('shortDescription')),
    vendor: shortened(get('brand'), textMax),
    type: '',
    tags: [...new Set(wooList(get('tags'), header.semicolons))]
      .map((tag) => shortened(tag, textMax))
      .slice(0, tagsMax),
    categories: handlesOf(wooCategories(header, parent)),
    collections: [],
    status: statusOf(header, parent, notices),
    options: options.names.map((name) => ({ name })),
    variants,
    media: mediaOf(header, parent, variants),
    seo: {
      title: shortened(get('seoTitle'), titleMax),
      description: shortened(get('seoDescription'), seoTextMax),
    },
    fields: fieldsOf(header, parent, options),
    origin: { format: 'woocommerce', columns: originOf(header, parent, read, variants) },
  }
  return { product, stock: stockOf(read, variants), notices, parent }
}

export function wooCategories(header: WooHeader, row: Row): string[][] {
  return wooList(wooCell(header, row, 'categories'), header.semicolons)
    .map(pathOf)
    .filter((path) => path.length > 0)
}

interface Read {
  readonly row: Row
  readonly variant: WooVariant
  readonly values: readonly string[]
}

function variantsIn(
  parent: Row,
  variations: readonly Row[],
  options: WooOptions,
  { header, currency }: Context,
  notices: Notice[],
): Read[] {
  const variable = wooCell(header, parent, 'type').toLowerCase().includes('variable')
  if (variable && variations.length === 0 && wooCell(header, parent, 'price') !== '') {
    notices.push(warning(parent.line, 'its variations are not in this file; taken as one variant'))
  }
  return (variations.length > 0 ? variations : [parent]).flatMap((row) => {
    const variant = wooVariant(header, row, currency, (reason) => {
      notices.push(warning(row.line, reason))
    })
    if (!('reason' in variant)) return [{ row, variant, values: options.valuesOf(row) }]
    if (row !== parent) notices.push(refused(row.line, variant.reason))
    return []
  })
}

function statusOf(header: WooHeader, row: Row, notices: Notice[]): ProductInput['status'] {
  const published = wooCell(header, row, 'published').toLowerCase()
  if (wooCell(header, row, 'type').toLowerCase().includes('external')) {
    notices.push(warning(row.line, 'it is sold on another site; taken as draft'))
    return 'draft'
  }
  if (wooCell(header, row, 'visibility').toLowerCase() === 'hidden') {
    notices.push(warning(row.line, 'it is hidden from the catalogue; taken as draft'))
    return 'draft'
  }
  return ['', '1', 'publish', 'true', 'yes'].includes(published) ? 'active' : 'draft'
}

function mediaOf(
  header: WooHeader,
  parent: Row,
  variants: readonly Variant[],
): ProductInput['media'] {
  const main = wooCell(header, parent, 'mainImage')
  const urls = [main, ...wooList(wooCell(header, parent, 'images'), header.semicolons)]
  const all = [...urls, ...variants.flatMap((variant) => variant.image ?? [])]
  return [...new Set(all)]
    .filter((url) => url !== '' && isMediaAddress(url))
    .slice(0, mediaMax)
    .map((url) => ({ url, alt: '' }))
}

function fieldsOf(header: WooHeader, parent: Row, options: WooOptions): ProductInput['fields'] {
  const fields: ProductInput['fields'] = {}
  const short = wooCell(header, parent, 'shortDescription')
  if (short !== '' && wooCell(header, parent, 'description') !== '' && short.length <= 65_536) {
    fields['short-description'] = { type: 'html', value: unfolded(short) }
  }
  const link = wooCell(header, parent, 'externalUrl')
  if (link !== '') fields['external-url'] = { type: 'url', value: link }
  for (const { name, values } of wooAttributes(header, parent)) {
    const key = slug(name)
    if (key === '' || values.length === 0 || options.isOption(name)) continue
    fields[key] = { type: 'list', value: values.slice(0, 200) }
  }
  return fields
}

function originOf(
  header: WooHeader,
  parent: Row,
  read: readonly Read[],
  variants: readonly Variant[],
): Record<string, string> {
  const columns: Record<string, string> = {}
  const keep = (row: Row, sku: string | undefined) => {
    for (const place of header.others) {
      const text = row.cells[place]?.trim() ?? ''
      if (text !== '' && text !== '0') columns[keyOf(header.columns[place] ?? '', sku)] = text
    }
    const id = wooCell(header, row, 'id')
    if (id !== '') columns[keyOf('ID', sku)] = id
    const given = wooCell(header, row, 'sku')
    if (given !== '' && given !== sku) columns[keyOf('SKU', sku)] = given
  }
  keep(parent, undefined)
  read.forEach(({ row }, at) => {
    if (row !== parent) keep(row, variants[at]?.sku)
  })
  return columns
}

const keyOf = (column: string, sku: string | undefined) =>
  sku === undefined ? column : `${column} [${sku}]`

function stockOf(read: readonly Read[], variants: readonly Variant[]): StockLevel[] {
  return read.flatMap(({ variant: { onHand, backorder } }, at) => {
    const sku = variants[at]?.sku
    return sku === undefined || onHand === null ? [] : [{ sku, onHand, backorder }]
  })
}

/** WooCommerce writes the line ends of a text as `\n`, and a backslash before them doubled. */
function unfolded(text: string): string {
  return text.replaceAll(/(\\?)\\n/g, (_, escaped: string) => (escaped ? '\\n' : '\n'))
}

function addressEnd(link: string): string {
  return /\/([^/?#]+)\/?(?:[?#].*)?$/.exec(link.replace(/^https?:\/\/[^/]*/i, ''))?.[1] ?? ''
}
