import { handlesOf, pathOf, type CategoryBook } from '#cli/catalog-files/categories.ts'
import { isMediaAddress } from '#cli/catalog-files/media-address.ts'
import { skuFrom, type SkuBook } from '#cli/catalog-files/skus.ts'
import { shortened, slug } from '#cli/catalog-files/slug.ts'
import type { CustomField } from '#cli/catalog-files/typed-field.ts'
import type { CategoryInput } from '#services/catalog/contract.ts'

const titleMax = 1_024
const textMax = 255
const slugChars = 80

/** An object of the Icecat extract: it has a supplier, and none of our handles. */
export function isIcecat(value: Readonly<Record<string, unknown>>): boolean {
  return 'supplier' in value && 'title' in value && 'id' in value && !('handle' in value)
}

/**
 * The product in it, still to be checked against the contract: texts can have any form. Its address
 * is made of title and id, its SKU is the maker's part number; the price is in minor units.
 */
export function icecatProduct(
  value: Readonly<Record<string, unknown>>,
  currency: string,
  categories: CategoryBook,
  skus: SkuBook,
): { product: unknown; categories: CategoryInput[]; warnings: string[] } {
  const id = textOf(value['id'])
  const title = shortened(textOf(value['title']).trim(), titleMax)
  const supplier = shortened(textOf(value['supplier']).trim(), textMax)
  const type = shortened(textOf(value['attr_t_product_type']).trim(), textMax)
  const codes = Array.isArray(value['ean']) ? value['ean'].map(textOf) : []
  const path = /\p{L}/u.test(type) ? pathOf(type) : []
  const { fields, warnings } = fieldsOf(value, codes)
  const picture = textOf(value['img_high'])
  const address = slug(title).slice(0, slugChars).toWellFormed().replace(/-$/, '')
  const handle = [address, slug(id)].filter(Boolean).join('-')
  const partNumber = skuFrom(textOf(value['name']))
  const { sku, repeated } = skus.take(partNumber, handle, [])
  if (repeated) warnings.push(`SKU "${partNumber}" is used before; taken as "${sku}"`)
  const product = {
    handle,
    title,
    descriptionHtml: escaped(textOf(value['short_description'])),
    vendor: supplier,
    type,
    tags: [],
    categories: handlesOf([path]),
    collections: [],
    status: 'active',
    options: [],
    variants: [
      {
        sku,
        options: [],
        prices: [{ amount: value['price'], currency }],
        ...(codes[0] === undefined ? {} : { barcode: codes[0] }),
        grams: 0,
        weightUnit: 'g',
        tracked: false,
        requiresShipping: true,
        taxClass: 'standard',
      },
    ],
    media: isMediaAddress(picture) && picture !== '' ? [{ url: picture, alt: title }] : [],
    seo: { title: '', description: '' },
    fields,
    origin: { format: 'icecat', columns: columnsOf(value) },
  }
  return { product, categories: categories.enter(path.length > 0 ? [path] : []), warnings }
}

function fieldsOf(value: Readonly<Record<string, unknown>>, codes: readonly string[]) {
  const warnings: string[] = []
  const fields: Record<string, CustomField> = {}
  const named = (key: string, field: CustomField) => {
    fields[key in fields ? `${key}-${field.type}` : key] = field
  }
  named('part-number', { type: 'text', value: textOf(value['name']) })
  if (codes.length > 1) named('ean', { type: 'list', value: [...codes] })
  const released = /^\d{4}-\d\d-\d\d/.exec(textOf(value['date_released']))?.[0]
  if (released) named('date-released', { type: 'date', value: released })
  for (const [name, member] of Object.entries(value)) {
    const key = /^attr_[tnb]_(.+)$/.exec(name)?.[1]
    if (key === undefined) continue
    if (typeof member === 'number') named(key, { type: 'number', value: member })
    else if (typeof member === 'boolean') named(key, { type: 'boolean', value: member })
    else if (typeof member === 'string') named(key, { type: 'text', value: member })
    else warnings.push(`${name} is neither a text nor a number nor true or false; left out`)
  }
  return { fields, warnings }
}

function columnsOf(value: Readonly<Record<string, unknown>>): Record<string, string> {
  const kept = ['id', 'name', 'img_low', 'img_500x500', 'img_thumb', 'date_released']
  return Object.fromEntries(
    kept.flatMap((name) => (name in value ? [[name, textOf(value[name])]] : [])),
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

const escaped = (text: string) =>
  text === '' ? '' : `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`
