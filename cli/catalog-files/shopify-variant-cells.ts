// The cells that describe one variant, both ways.

import { priceFrom } from '#cli/catalog-files/price-text.ts'
import { currencyOfPriceColumn, ownSku } from '#cli/catalog-files/shopify-columns.ts'
import { cell, type Cells } from '#cli/catalog-files/shopify-product-cells.ts'
import { skuFrom } from '#cli/catalog-files/skus.ts'
import { shortened } from '#cli/catalog-files/slug.ts'
import { currencies, formatAmount, type Money } from '#kernel/core/money.ts'
import type { Variant } from '#services/catalog/contract.ts'

export interface VariantCore extends Omit<Variant, 'sku' | 'options'> {
  /** The SKU as the file has it, without a protective apostrophe; null when there is none. */
  readonly wantedSku: string | null
  /** Pieces; null when the file does not say or the variant is not counted. */
  readonly onHand: number | null
  readonly backorder: boolean
}

const textMax = 255
const urlMax = 2_048
const gramsMax = 100_000_000
const piecesMax = 1_000_000_000

/** @param warn is told what was taken with a change */
export function readVariantCells(
  cells: Cells,
  currency: string,
  giftCard: boolean,
  warn: (reason: string) => void,
): VariantCore | { reason: string } {
  const priceText = cell(cells, 'Variant Price').trim()
  if (priceText === '') return { reason: 'the variant has no price' }
  const amount = priceFrom(priceText, currency)
  if (typeof amount !== 'number') return { reason: `price ${amount.reason}` }
  const tracked = isTracked(cells)
  const onHand = tracked ? piecesFrom(cell(cells, 'Variant Inventory Qty'), warn) : null
  const barcode = shortened(cell(cells, 'Variant Barcode').trim().replace(/^'+/, ''), textMax)
  const compareAt = compareAtFrom(cell(cells, 'Variant Compare At Price'), currency, warn)
  const image = cell(cells, 'Variant Image').trim()
  if (image.length > urlMax) warn('the address of the variant picture is too long; left out')
  return {
    wantedSku: skuFrom(cell(cells, ownSku)) ?? skuFrom(cell(cells, 'Variant SKU')),
    prices: [{ amount, currency }, ...otherPrices(cells, currency)],
    ...(compareAt === null ? {} : { compareAt }),
    ...(barcode === '' ? {} : { barcode }),
    grams: gramsFrom(cell(cells, 'Variant Grams'), warn),
    weightUnit: unitFrom(cell(cells, 'Variant Weight Unit')),
    tracked,
    requiresShipping: !giftCard && !saysNo(cells['Variant Requires Shipping']),
    taxClass: taxClassFrom(cells),
    ...(image === '' || image.length > urlMax ? {} : { image }),
    onHand,
    backorder:
      onHand !== null && /^(continue|true)$/i.test(cell(cells, 'Variant Inventory Policy').trim()),
  }
}

export function writeVariantCells(variant: VariantCore): Record<string, string> {
  const [price, ...others] = variant.prices
  return {
    'Variant SKU': variant.wantedSku ?? '',
    'Variant Grams': String(variant.grams),
    'Variant Inventory Tracker': variant.tracked ? 'shopify' : '',
    'Variant Inventory Qty': variant.onHand === null ? '' : String(variant.onHand),
    'Variant Inventory Policy': variant.backorder ? 'continue' : 'deny',
    'Variant Fulfillment Service': 'manual',
    'Variant Price': amountText(price),
    'Variant Compare At Price': amountText(variant.compareAt),
    'Variant Requires Shipping': String(variant.requiresShipping),
    'Variant Taxable': String(variant.taxClass !== 'zero'),
    'Variant Barcode': variant.barcode ?? '',
    'Variant Image': variant.image ?? '',
    'Variant Weight Unit': variant.weightUnit,
    'Variant Tax Code': variant.taxClass === 'reduced' ? 'reduced' : '',
    ...Object.fromEntries(others.map((other) => [`Price / ${other.currency}`, amountText(other)])),
  }
}

const amountText = (money: Money | undefined) => (money ? formatAmount(money) : '')

const saysNo = (text: string | undefined) => /^\s*(false|0|no)\s*$/i.test(text ?? '')

function isTracked(cells: Cells): boolean {
  const tracker = cells['Variant Inventory Tracker']
  return tracker === undefined
    ? cell(cells, 'Variant Inventory Qty').trim() !== ''
    : tracker.trim() !== ''
}

function compareAtFrom(text: string, currency: string, warn: (reason: string) => void) {
  if (text.trim() === '') return null
  const amount = priceFrom(text, currency)
  if (typeof amount === 'number') return { amount, currency }
  warn(`compare-at price ${amount.reason}; left out`)
  return null
}

/** Prices in columns such as `Price / AUD`, which this platform writes; markets have other names. */
function otherPrices(cells: Cells, currency: string): Money[] {
  const prices: Money[] = []
  for (const column of Object.keys(cells)) {
    const other = currencyOfPriceColumn(column)
    if (other === null || other === currency || !(other in currencies)) continue
    const amount = priceFrom(cell(cells, column), other)
    if (typeof amount === 'number') prices.push({ amount, currency: other })
  }
  return prices
}

function gramsFrom(text: string, warn: (reason: string) => void): number {
  if (text.trim() === '') return 0
  const grams = Math.round(Number(text.trim().replace(',', '.'))) + 0
  if (grams >= 0 && grams <= gramsMax) return grams
  warn(`weight "${text.trim()}" is not a number of grams; taken as 0`)
  return 0
}

function unitFrom(text: string): Variant['weightUnit'] {
  const unit = text.trim().toLowerCase()
  return unit === 'kg' || unit === 'oz' || unit === 'lb' ? unit : 'g'
}

function taxClassFrom(cells: Cells): Variant['taxClass'] {
  if (saysNo(cells['Variant Taxable'])) return 'zero'
  return cell(cells, 'Variant Tax Code').trim() === 'reduced' ? 'reduced' : 'standard'
}

function piecesFrom(text: string, warn: (reason: string) => void): number | null {
  if (text.trim() === '') return null
  const pieces = Math.trunc(Number(text.trim())) + 0
  if (pieces >= 0 && pieces <= piecesMax) return pieces
  warn(
    pieces < 0
      ? `stock of ${pieces} is below zero; taken as 0`
      : `stock "${text.trim()}" is not a number of pieces; taken as 0`,
  )
  return 0
}
