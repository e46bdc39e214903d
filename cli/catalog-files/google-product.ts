import { handlesOf, pathOf } from '#cli/catalog-files/categories.ts'
import { valueOf, type FeedItem } from '#cli/catalog-files/feed-item.ts'
import { feedOptions, variantAttributes } from '#cli/catalog-files/google-options.ts'
import { feedVariant, type FeedVariant } from '#cli/catalog-files/google-variant.ts'
import type { HandleBook } from '#cli/catalog-files/handles.ts'
import { htmlFromText } from '#cli/catalog-files/html.ts'
import { isMediaAddress } from '#cli/catalog-files/media-address.ts'
import { refused, warning, type Notice, type StockLevel } from '#cli/catalog-files/read-item.ts'
import type { SkuBook } from '#cli/catalog-files/skus.ts'
import { shortened } from '#cli/catalog-files/slug.ts'
import type { ProductInput, Variant } from '#services/catalog/contract.ts'

interface Context {
  readonly currency: string
  readonly skus: SkuBook
  readonly handles: HandleBook
}

interface Made {
  readonly product: ProductInput | null
  readonly stock: readonly StockLevel[]
  readonly notices: readonly Notice[]
  readonly line: number
}

const titleMax = 1_024
const textMax = 255
const fieldMax = 4_096
const mediaMax = 250

/** What has its own place in a product; everything else in an item is kept beside it. */
const placed = new Set([
  'id',
  'title',
  'description',
  'price',
  'sale_price',
  'availability',
  'image_link',
  'additional_image_link',
  'brand',
  'gtin',
  'product_type',
  'item_group_id',
])

/** One product from its items: a single one, or all that share an item group. */
export function feedProduct(items: readonly FeedItem[], context: Context): Made {
  const notices: Notice[] = []
  const line = items[0]?.line ?? 1
  const read = items.flatMap((item) => {
    const variant = feedVariant(item, context.currency, (reason) => {
      notices.push(warning(item.line, reason))
    })
    if (!('reason' in variant)) return [{ item, variant }]
    notices.push(refused(item.line, variant.reason, valueOf(item, 'id') || undefined))
    return []
  })
  const first = read[0]?.item
  if (!first) return { product: null, stock: [], notices, line }
  const options = feedOptions(read.map(({ item }) => item))
  const title = shortened(options.title, titleMax)
  const handle = context.handles.take(
    [title],
    valueOf(first, 'item_group_id') || valueOf(first, 'id'),
  )
  const variants = read.map(({ item, variant }, at): Variant => {
    const values = options.values[at] ?? []
    const { sku, repeated } = context.skus.take(variant.wantedSku, handle, values)
    if (repeated) {
      const said = `id "${variant.wantedSku}" is used before; the SKU is taken as "${sku}"`
      notices.push(warning(item.line, said))
    }
    return { sku, options: [...values], ...variant.rest }
  })
  const product: ProductInput = {
    handle,
    title,
    descriptionHtml: htmlFromText(valueOf(first, 'description')),
    vendor: shortened(valueOf(first, 'brand'), textMax),
    type: shortened(valueOf(first, 'product_type').split('>').at(-1)?.trim() ?? '', textMax),
    tags: [],
    categories: handlesOf(feedCategories(items)),
    collections: [],
    status: 'active',
    options: options.names.map((name) => ({ name })),
    variants,
    media: mediaOf(read.map(({ item }) => item)),
    seo: { title: '', description: '' },
    fields: fieldsOf(first, options.names),
    origin: { format: 'google', columns: originOf(read, variants) },
  }
  return { product, stock: stockOf(read, variants), notices, line }
}

/** The shop's own type of product, else Google's category when it is written out. */
export function feedCategories(items: readonly FeedItem[]): string[][] {
  const [first] = items
  if (!first) return []
  const own = pathOf(valueOf(first, 'product_type'))
  if (own.length > 0) return [own]
  const given = valueOf(first, 'google_product_category')
  const path = /^\d+$/.test(given) ? [] : pathOf(given)
  return path.length > 0 ? [path] : []
}

function mediaOf(items: readonly FeedItem[]): ProductInput['media'] {
  const urls = items.flatMap((item) => [
    ...(item.values.get('image_link') ?? []),
    ...(item.values.get('additional_image_link') ?? []),
  ])
  return [...new Set(urls.map((url) => url.trim().replaceAll('&amp;', '&')))]
    .filter((url) => url !== '' && isMediaAddress(url))
    .slice(0, mediaMax)
    .map((url) => ({ url, alt: '' }))
}

/** What the item says of itself and no option does: its material, its condition. */
function fieldsOf(item: FeedItem, options: readonly string[]): ProductInput['fields'] {
  const fields: ProductInput['fields'] = {}
  for (const name of [...variantAttributes, 'condition', 'mpn']) {
    const value = valueOf(item, name)
    if (value === '' || value.length > fieldMax) continue
    if (!options.some((option) => option.toLowerCase() === name.replace('_', ' '))) {
      fields[name] = { type: 'text', value }
    }
  }
  return fields
}

function originOf(
  read: readonly { readonly item: FeedItem }[],
  variants: readonly Variant[],
): Record<string, string> {
  const columns: Record<string, string> = {}
  read.forEach(({ item }, at) => {
    for (const [name, values] of item.values) {
      if (placed.has(name)) continue
      columns[read.length > 1 ? `${name} [${variants[at]?.sku}]` : name] = values.join(', ')
    }
  })
  return columns
}

function stockOf(
  read: readonly { readonly variant: FeedVariant }[],
  variants: readonly Variant[],
): StockLevel[] {
  return read.flatMap(({ variant: { onHand, backorder } }, at) => {
    const sku = variants[at]?.sku
    return sku === undefined || onHand === null ? [] : [{ sku, onHand, backorder }]
  })
}
