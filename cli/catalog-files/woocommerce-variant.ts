import { priceFrom } from '#cli/catalog-files/price-text.ts'
import { isMediaAddress } from '#cli/catalog-files/media-address.ts'
import { skuFrom } from '#cli/catalog-files/skus.ts'
import { shortened } from '#cli/catalog-files/slug.ts'
import type { Row } from '#cli/catalog-files/table.ts'
import {
  wooCell,
  wooList,
  type WeightUnit,
  type WooHeader,
} from '#cli/catalog-files/woocommerce-columns.ts'
import type { Variant } from '#services/catalog/contract.ts'

export interface WooVariant {
  readonly wantedSku: string | null
  readonly rest: Omit<Variant, 'sku' | 'options'>
  /** Pieces; null when stock is not managed. */
  readonly onHand: number | null
  readonly backorder: boolean
}

const textMax = 255
const gramsMax = 100_000_000
const piecesMax = 1_000_000_000
const gramsIn: Readonly<Record<WeightUnit, number>> = {
  g: 1,
  kg: 1_000,
  oz: 28.349523125,
  lb: 453.59237,
}

export function wooVariant(
  header: WooHeader,
  row: Row,
  currency: string,
  warn: (reason: string) => void,
): WooVariant | { reason: string } {
  const get = (column: Parameters<typeof wooCell>[2]) => wooCell(header, row, column)
  const prices = pricesOf(get, currency, warn)
  if ('reason' in prices) return prices
  const types = get('type').toLowerCase().split(',')
  const image = wooList(get('mainImage') || get('images'), header.semicolons)[0] ?? ''
  const barcode = shortened(get('barcode').replace(/^'+/, ''), textMax)
  const stock = stockOf(get, warn)
  return {
    wantedSku: skuFrom(get('sku')),
    onHand: stock?.onHand ?? null,
    backorder: stock?.backorder ?? false,
    rest: {
      prices: [{ amount: prices.amount, currency }],
      ...(prices.compareAt === null ? {} : { compareAt: { amount: prices.compareAt, currency } }),
      ...(barcode === '' ? {} : { barcode }),
      grams: gramsOf(get('weight'), header.weightUnit, warn),
      weightUnit: header.weightUnit,
      tracked: stock !== null,
      requiresShipping: !types.some((type) => /^(virtual|downloadable)$/.test(type.trim())),
      taxClass: taxClassOf(get('taxStatus').toLowerCase(), get('taxClass').toLowerCase()),
      ...(image !== '' && isMediaAddress(image) ? { image } : {}),
    },
  }
}

type Get = (column: Parameters<typeof wooCell>[2]) => string

/** The sale price counts when it has no dates; when it has, promotions are the place for it. */
function pricesOf(
  get: Get,
  currency: string,
  warn: (reason: string) => void,
): { amount: number; compareAt: number | null } | { reason: string } {
  const text = get('regularPrice') || get('price')
  if (text === '') return { reason: 'it has no price' }
  const regular = priceFrom(text, currency)
  if (typeof regular !== 'number') return { reason: `price ${regular.reason}` }
  const saleText = get('salePrice')
  if (saleText === '') return { amount: regular, compareAt: null }
  const sale = priceFrom(saleText, currency)
  if (typeof sale !== 'number') {
    warn(`sale price ${sale.reason}; left out`)
    return { amount: regular, compareAt: null }
  }
  if (get('saleStarts') !== '' || get('saleEnds') !== '') {
    warn('its sale price has dates and is left out: make it a promotion')
    return { amount: regular, compareAt: null }
  }
  return { amount: sale, compareAt: regular }
}

/** Blank stock is not managed: always to be had, unless it is marked as out of stock. */
function stockOf(
  get: Get,
  warn: (reason: string) => void,
): { onHand: number; backorder: boolean } | null {
  const text = get('stock').toLowerCase()
  const backorder = /^(1|yes|notify|true)$/i.test(get('backorders'))
  const inStock = get('inStock').toLowerCase()
  if (text === '') {
    if (/^(0|no|false|outofstock)$/.test(inStock)) return { onHand: 0, backorder: false }
    if (/^(backorder|onbackorder)$/.test(inStock)) return { onHand: 0, backorder: true }
    return null
  }
  if (text === 'parent') {
    warn('its stock is shared with other variations; taken as 0')
    return { onHand: 0, backorder }
  }
  const pieces = Math.trunc(Number(text.replace(',', '.'))) + 0
  if (pieces >= 0 && pieces <= piecesMax) return { onHand: pieces, backorder }
  warn(
    pieces < 0
      ? `stock of ${pieces} is below zero; taken as 0`
      : `stock "${text}" is not a number of pieces; taken as 0`,
  )
  return { onHand: 0, backorder }
}

function gramsOf(text: string, unit: WeightUnit, warn: (reason: string) => void): number {
  if (text === '') return 0
  const grams = Math.round(Number(text.replace(',', '.')) * gramsIn[unit]) + 0
  if (grams >= 0 && grams <= gramsMax) return grams
  warn(`weight "${text}" is not a weight; taken as 0`)
  return 0
}

function taxClassOf(status: string, taxClass: string): Variant['taxClass'] {
  if (status === 'none' || taxClass.startsWith('zero')) return 'zero'
  return taxClass.startsWith('reduced') ? 'reduced' : 'standard'
}
