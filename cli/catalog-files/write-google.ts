// A feed for Google Merchant Center and all that read the same (RSS 2.0, namespace g:). Each variant
// that can be bought is an item; drafts and archived products are left out.

import { escapeXml, textFromHtml } from '#cli/catalog-files/html.ts'
import type { ProductWithStock, StockLevel } from '#cli/catalog-files/read-item.ts'
import { formatAmount, type Money } from '#kernel/core/money.ts'
import type { ProductInput, Variant } from '#services/catalog/contract.ts'

/** Google's own limits, in characters. */
const titleMax = 150
const descriptionMax = 5_000
const additionalImagesMax = 10

export async function* writeGoogle(
  products: AsyncIterable<ProductWithStock>,
  shop: { readonly shopUrl?: string; readonly shopName?: string },
): AsyncIterable<string> {
  const url = shop.shopUrl ?? 'http://localhost:8080'
  const name = shop.shopName ?? 'Meridian'
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n<channel>\n'
  yield `${element('title', name)}${element('link', url)}${element('description', name)}`
  for await (const { product, stock } of products) {
    if (product.status !== 'active') continue
    const levels = new Map(stock.map((level) => [level.sku, level]))
    for (const variant of product.variants) {
      yield itemOf(product, variant, levels.get(variant.sku), url)
    }
  }
  yield '</channel>\n</rss>\n'
}

function itemOf(
  product: ProductInput,
  variant: Variant,
  level: StockLevel | undefined,
  shopUrl: string,
): string {
  const single = product.variants.length === 1
  const title = [product.title, ...variant.options].join(' - ')
  const pictures = product.media.map((media) => absolute(media.url, shopUrl))
  const main = variant.image === undefined ? pictures[0] : absolute(variant.image, shopUrl)
  const description = textFromHtml(product.descriptionHtml) || product.title
  const query = single ? '' : `?variant=${encodeURIComponent(variant.sku)}`
  return [
    '<item>\n',
    element('g:id', variant.sku),
    single ? '' : element('g:item_group_id', product.handle),
    element('g:title', cut(title, titleMax)),
    element('g:description', cut(description, descriptionMax)),
    element('g:link', `${shopUrl}/products/${encodeURIComponent(product.handle)}${query}`),
    main === undefined ? '' : element('g:image_link', main),
    ...pictures
      .filter((picture) => picture !== main)
      .slice(0, additionalImagesMax)
      .map((picture) => element('g:additional_image_link', picture)),
    pricesOf(variant),
    element('g:availability', availabilityOf(variant, level)),
    element('g:condition', 'new'),
    product.vendor === '' ? '' : element('g:brand', product.vendor),
    ...identifierOf(variant),
    product.type === '' ? '' : element('g:product_type', product.type),
    variant.grams > 0 ? element('g:shipping_weight', `${variant.grams} g`) : '',
    ...product.options.map(({ name }, at) => attributeOf(name, variant.options[at] ?? '')),
    '</item>\n',
  ].join('')
}

/** A price that was lowered is a sale price beside the one before. */
function pricesOf(variant: Variant): string {
  const [price] = variant.prices
  if (!price) return ''
  const before = variant.compareAt
  return before && before.currency === price.currency && before.amount > price.amount
    ? element('g:price', priceText(before)) + element('g:sale_price', priceText(price))
    : element('g:price', priceText(price))
}

const priceText = (price: Money) => `${formatAmount(price)} ${price.currency}`

function availabilityOf(variant: Variant, level: StockLevel | undefined): string {
  if (!variant.tracked || (level?.onHand ?? 0) > 0) return 'in_stock'
  return level?.backorder ? 'backorder' : 'out_of_stock'
}

function identifierOf({ barcode }: Variant): string[] {
  return barcode !== undefined && /^(\d{8}|\d{12,14})$/.test(barcode) && !barcode.startsWith('2')
    ? [element('g:gtin', barcode)]
    : [element('g:identifier_exists', 'no')]
}

function attributeOf(option: string, value: string): string {
  const name = option.toLowerCase()
  if (value === '') return ''
  if (/^colou?r$/.test(name)) return element('g:color', value)
  return /^(size|material|pattern)$/.test(name) ? element(`g:${name}`, value) : ''
}

function absolute(url: string, shopUrl: string): string {
  if (/^https?:/i.test(url)) return url
  return url.startsWith('//') ? `https:${url}` : `${shopUrl}/${url.replace(/^\/+/, '')}`
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1).toWellFormed()}…` : text
}

const element = (name: string, text: string) => `<${name}>${escapeXml(text)}</${name}>\n`
