import { valueOf, type FeedItem } from '#cli/catalog-files/feed-item.ts'
import { isMediaAddress } from '#cli/catalog-files/media-address.ts'
import { excerpt, pricedFrom } from '#cli/catalog-files/price-text.ts'
import { skuFrom } from '#cli/catalog-files/skus.ts'
import { shortened } from '#cli/catalog-files/slug.ts'
import type { Variant } from '#services/catalog/contract.ts'

export interface FeedVariant {
  readonly wantedSku: string | null
  readonly rest: Omit<Variant, 'sku' | 'options'>
  /** Pieces; null when the feed only says that it is in stock. */
  readonly onHand: number | null
  readonly backorder: boolean
}

const textMax = 255
const gramsMax = 100_000_000
const piecesMax = 1_000_000_000
const gramsIn: Readonly<Record<string, number>> = {
  g: 1,
  kg: 1_000,
  oz: 28.349523125,
  lb: 453.59237,
}

export function feedVariant(
  item: FeedItem,
  currency: string,
  warn: (reason: string) => void,
): FeedVariant | { reason: string } {
  if (valueOf(item, 'title') === '') return { reason: 'the item has no title' }
  const prices = pricesOf(item, currency, warn)
  if ('reason' in prices) return prices
  const image = valueOf(item, 'image_link').replaceAll('&amp;', '&')
  const barcode = shortened(valueOf(item, 'gtin').replace(/^'+/, ''), textMax)
  const stock = stockOf(item, warn)
  return {
    wantedSku: skuFrom(valueOf(item, 'id')),
    ...stock,
    rest: {
      ...prices,
      ...(barcode === '' ? {} : { barcode }),
      ...weightOf(valueOf(item, 'shipping_weight'), warn),
      tracked: stock.onHand !== null,
      requiresShipping: true,
      taxClass: 'standard',
      ...(image !== '' && isMediaAddress(image) ? { image } : {}),
    },
  }
}

function pricesOf(
  item: FeedItem,
  currency: string,
  warn: (reason: string) => void,
): Pick<Variant, 'prices' | 'compareAt'> | { reason: string } {
  const text = valueOf(item, 'price')
  if (text === '') return { reason: 'the item has no price' }
  const price = pricedFrom(text, currency)
  if ('reason' in price) return { reason: `price ${price.reason}` }
  const saleText = valueOf(item, 'sale_price')
  if (saleText === '') return { prices: [price] }
  const sale = pricedFrom(saleText, price.currency)
  if ('reason' in sale || sale.currency !== price.currency) {
    warn(`sale price "${excerpt(saleText)}" is no price in ${price.currency}; left out`)
    return { prices: [price] }
  }
  if (valueOf(item, 'sale_price_effective_date') !== '') {
    warn('its sale price has dates and is left out: make it a promotion')
    return { prices: [price] }
  }
  return { prices: [sale], compareAt: price }
}

/** `in stock`, `in_stock`, `InStock`, `https://schema.org/InStock`: a feed is written by many hands. */
function stockOf(
  item: FeedItem,
  warn: (reason: string) => void,
): { onHand: number | null; backorder: boolean } {
  const said = valueOf(item, 'availability')
    .toLowerCase()
    .replace(/^.*\//, '')
    .replaceAll(/[^a-z]/g, '')
  const quantity = valueOf(item, 'quantity') || valueOf(item, 'sell_on_google_quantity')
  if (said === 'preorder' || said === 'backorder') return { onHand: 0, backorder: true }
  if (said.startsWith('out') || said === 'soldout') return { onHand: 0, backorder: false }
  if (/^\d+$/.test(quantity) && Number(quantity) <= piecesMax) {
    return { onHand: Number(quantity), backorder: false }
  }
  if (said === 'instock' || said === 'available' || said === '') {
    return { onHand: null, backorder: false }
  }
  warn(`availability "${excerpt(valueOf(item, 'availability'))}" is unknown; taken as out of stock`)
  return { onHand: 0, backorder: false }
}

function weightOf(
  text: string,
  warn: (reason: string) => void,
): Pick<Variant, 'grams' | 'weightUnit'> {
  if (text === '') return { grams: 0, weightUnit: 'g' }
  const [, number = '', given = ''] = /^([\d.,]+)\s*([a-z]+)$/i.exec(text) ?? []
  const unit = given.toLowerCase().replace(/s$/, '')
  const grams = Math.round(Number(number.replace(',', '.')) * (gramsIn[unit] ?? Number.NaN))
  if (grams >= 0 && grams <= gramsMax) return { grams, weightUnit: unit as Variant['weightUnit'] }
  warn(`shipping weight "${excerpt(text)}" is not a weight; taken as 0`)
  return { grams: 0, weightUnit: 'g' }
}
