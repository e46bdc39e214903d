// What the form of a product holds while it is being typed: texts, which become numbers when it is saved.

import { plainPrice, readPrice } from '#apps/console/app/format.ts'
import { isChanged } from '#apps/console/app/is-changed.ts'
import type { Product, ProductInput } from '#apps/console/products/product-queries.ts'

type Currency = ProductInput['variants'][number]['prices'][number]['currency']

export interface PriceDraft {
  readonly currency: Currency
  readonly text: string
}

export interface VariantDraft {
  readonly key: number
  readonly sku: string
  readonly options: readonly string[]
  /** One for each currency it has a price of its own in. */
  readonly prices: readonly PriceDraft[]
  readonly grams: string
  readonly tracked: boolean
  /** What the form does not show is kept as it was. */
  readonly kept: ProductInput['variants'][number] | null
}

export type PictureDraft = ProductInput['media'][number] & { readonly key: number }

export interface Draft {
  readonly handle: string
  readonly title: string
  readonly status: ProductInput['status']
  readonly vendor: string
  readonly type: string
  readonly tags: string
  readonly categories: string
  readonly collections: string
  readonly descriptionHtml: string
  readonly options: readonly string[]
  readonly variants: readonly VariantDraft[]
  readonly media: readonly PictureDraft[]
  readonly seoTitle: string
  readonly seoDescription: string
}

const shopCurrency: Currency = 'SGD'
const noPrices: readonly PriceDraft[] = [{ currency: shopCurrency, text: '' }]
const optionsMax = 3

export const emptyDraft: Draft = {
  handle: '',
  title: '',
  status: 'draft',
  vendor: '',
  type: '',
  tags: '',
  categories: '',
  collections: '',
  descriptionHtml: '',
  options: [],
  variants: [emptyVariant(0, 0)],
  media: [],
  seoTitle: '',
  seoDescription: '',
}

export function draftOf(product: Product): Draft {
  return {
    handle: product.handle,
    title: product.title,
    status: product.status,
    vendor: product.vendor,
    type: product.type,
    tags: product.tags.join(', '),
    categories: product.categories.join(', '),
    collections: product.collections.join(', '),
    descriptionHtml: product.descriptionHtml,
    options: product.options.map(({ name }) => name),
    variants: product.variants.map((kept, key) => ({
      key,
      sku: kept.sku,
      options: kept.options,
      prices: pricesOf(kept),
      grams: String(kept.grams),
      tracked: kept.tracked,
      kept,
    })),
    media: product.media.map((each, key) => ({ ...each, key })),
    seoTitle: product.seo.title,
    seoDescription: product.seo.description,
  }
}

export function emptyVariant(key: number, options: number): VariantDraft {
  return {
    key,
    sku: '',
    options: Array.from({ length: options }, () => ''),
    prices: noPrices,
    grams: '0',
    tracked: true,
    kept: null,
  }
}

function pricesOf({ prices }: ProductInput['variants'][number]): readonly PriceDraft[] {
  if (prices.length === 0) return noPrices
  return prices.map((price) => ({ currency: price.currency, text: plainPrice(price) }))
}

export function withOption(draft: Draft): Draft {
  if (draft.options.length >= optionsMax) return draft
  return {
    ...draft,
    options: [...draft.options, ''],
    variants: draft.variants.map((each) => ({ ...each, options: [...each.options, ''] })),
  }
}

export function withoutOption(draft: Draft, position: number): Draft {
  const left = <Item>(of: readonly Item[]) => of.filter((_, at) => at !== position)
  return {
    ...draft,
    options: left(draft.options),
    variants: draft.variants.map((each) => ({ ...each, options: left(each.options) })),
  }
}

/** At the end; one that stands there already stays where it is. */
export function withPicture(draft: Draft, picture: ProductInput['media'][number]): Draft {
  const { media } = draft
  if (media.some(({ url }) => url === picture.url)) return draft
  const key = 1 + Math.max(-1, ...media.map((each) => each.key))
  return { ...draft, media: [...media, { ...picture, key }] }
}

/** One place up or down; at the end it stays. */
export function withPictureMoved(draft: Draft, key: number, by: -1 | 1): Draft {
  const media = [...draft.media]
  const from = media.findIndex((each) => each.key === key)
  const moved = media[from]
  if (moved === undefined || media[from + by] === undefined) return draft
  media.splice(from, 1)
  media.splice(from + by, 0, moved)
  return { ...draft, media }
}

/** What is wrong, by the place in the form; empty when it can be saved. */
export function flawsIn(draft: Draft): Readonly<Record<string, string>> {
  const flaws: Record<string, string> = {}
  if (draft.title.trim() === '') flaws['title'] = 'A product needs a title.'
  if (!/^[^\s/?#]+$/.test(draft.handle))
    flaws['handle'] = 'Letters, digits and dashes, such as tide-mug.'
  draft.options.forEach((name, at) => {
    if (name.trim() === '') flaws[`option-${at}`] = 'Name it, or take it away.'
  })
  for (const { key, sku, prices, grams } of draft.variants) {
    if (sku.trim() === '') flaws[`sku-${key}`] = 'Needed'
    for (const { currency, text } of prices)
      if (readPrice(text, currency) === null)
        flaws[`price-${key}-${currency}`] = `Such as ${plainPrice({ amount: 1_250, currency })}`
    if (!/^\d+$/.test(grams)) flaws[`grams-${key}`] = 'Whole grams'
  }
  return flaws
}

/**
 * @param draft without flaws
 * @param before what the form does not show stays as it was
 */
export function inputOf(draft: Draft, before: Product | null): ProductInput {
  const { origin } = before ?? {}
  return {
    handle: draft.handle,
    title: draft.title.trim(),
    status: draft.status,
    vendor: draft.vendor.trim(),
    type: draft.type.trim(),
    tags: listIn(draft.tags),
    categories: listIn(draft.categories),
    collections: listIn(draft.collections),
    descriptionHtml: draft.descriptionHtml,
    options: draft.options.map((name) => ({ name: name.trim() })),
    variants: draft.variants.map(variantOf),
    media: draft.media.map(pictureOf),
    seo: { title: draft.seoTitle, description: draft.seoDescription },
    fields: before?.fields ?? {},
    ...(origin === undefined ? {} : { origin }),
  }
}

/** Whether the product is what saving this would make of it. */
export const isKeptAs = (product: Product, input: ProductInput): boolean =>
  !isChanged(inputOf(draftOf(product), product), input)

function pictureOf(draft: PictureDraft): ProductInput['media'][number] {
  const { key: _, ...picture } = draft
  return { ...picture, alt: picture.alt.trim() }
}

function variantOf({ sku, options, prices, grams, tracked, kept }: VariantDraft) {
  return {
    weightUnit: 'g' as const,
    requiresShipping: true,
    taxClass: 'standard' as const,
    ...kept,
    sku: sku.trim(),
    options: options.map((value) => value.trim()),
    prices: prices.map(priceOf),
    grams: Number(grams),
    tracked,
  }
}

function priceOf({ currency, text }: PriceDraft) {
  const amount = readPrice(text, currency)
  if (amount === null) throw new RangeError(`"${text}" is no price in ${currency}`)
  return { amount, currency }
}

const listIn = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
