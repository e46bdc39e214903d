// The cells that describe a product as a whole, on the first of its lines, both ways.

import { handlesOf, pathOf } from '#cli/catalog-files/categories.ts'
import { likelyKind, metafieldKey, statedKind } from '#cli/catalog-files/shopify-columns.ts'
import { fieldFrom, textOfField, type FieldKind } from '#cli/catalog-files/typed-field.ts'
import { handleFrom } from '#cli/catalog-files/shopify-handle.ts'
import { shortened, slug } from '#cli/catalog-files/slug.ts'
import type { ProductInput } from '#services/catalog/contract.ts'

/** Cells by column; a column that the file does not have is absent. */
export type Cells = Readonly<Record<string, string>>

/** Everything about a product that the lines of variants and pictures do not tell. */
export type ProductCore = Omit<ProductInput, 'handle' | 'options' | 'variants' | 'media' | 'origin'>

/** Where we write what Shopify has no column for. */
export const ownCategories = 'Categories (product.metafields.meridian.categories)'
export const ownCollections = 'Collections (product.metafields.meridian.collections)'
/** In the column of categories: the product stands in none, whatever its type suggests. */
const inNone = '-'

const titleMax = 1_024
const textMax = 255
const tagsMax = 250
const seoTextMax = 5_120

export function readProductCells(cells: Cells, kinds: ReadonlyMap<string, FieldKind>): ProductCore {
  return {
    title: shortened(cell(cells, 'Title').trim(), titleMax),
    descriptionHtml: cell(cells, 'Body (HTML)'),
    vendor: shortened(cell(cells, 'Vendor').trim(), textMax),
    type: shortened(cell(cells, 'Type').trim(), textMax),
    tags: tagsFrom(cell(cells, 'Tags')),
    categories: handlesFrom(cells[ownCategories]) ?? handlesOf(categoryPaths(cells)),
    collections: handlesFrom(cells[ownCollections]) ?? [],
    status: statusFrom(cells['Status'], cells['Published']),
    seo: {
      title: shortened(cell(cells, 'SEO Title').trim(), titleMax),
      description: shortened(cell(cells, 'SEO Description').trim(), seoTextMax),
    },
    fields: fieldsFrom(cells, kinds),
  }
}

/** The cells that say this, in the spelling that Shopify itself uses. */
export function writeProductCells(core: ProductCore): Record<string, string> {
  const fields = Object.entries(core.fields).map(([key, field]) => [
    metafieldColumn(key, field.type),
    textOfField(field),
  ])
  const plain = {
    Title: core.title,
    'Body (HTML)': core.descriptionHtml,
    Vendor: core.vendor,
    'Product Category': '',
    Type: core.type,
    Tags: core.tags.join(', '),
    Published: String(core.status === 'active'),
    'Gift Card': 'false',
    'SEO Title': core.seo.title,
    'SEO Description': core.seo.description,
    Status: core.status,
  }
  return {
    ...plain,
    ...Object.fromEntries(fields),
    ...(sameList(handlesOf(categoryPaths(plain)), core.categories)
      ? {}
      : { [ownCategories]: core.categories.join('; ') || inNone }),
    ...(core.collections.length > 0 ? { [ownCollections]: core.collections.join('; ') } : {}),
  }
}

/** The paths of categories that a product stands in: Shopify's own taxonomy, then the shop's type. */
export function categoryPaths(cells: Cells): string[][] {
  const taxonomy = cell(cells, 'Product Category').trim()
  const path = /^uncategori[sz]ed$/i.test(taxonomy) ? [] : pathOf(taxonomy)
  const type = pathOf(cell(cells, 'Type'))
  const repeated = path.some((name) => slug(name) === type.map(slug).join('-'))
  return [path, repeated ? [] : type].filter((each) => each.length > 0)
}

export function cell(cells: Cells, column: string): string {
  return cells[column] ?? ''
}

function statusFrom(status: string | undefined, published: string | undefined) {
  const stated = status?.trim().toLowerCase() ?? ''
  if (stated === 'archived') return 'archived'
  // An unlisted product is reached by its address alone; we have no such thing and hide it.
  if (stated === 'draft' || stated === 'unlisted') return 'draft'
  return /^(false|0|no)$/i.test(published?.trim() ?? '') ? 'draft' : 'active'
}

function tagsFrom(text: string): string[] {
  const tags = text.split(',').map((tag) => shortened(tag.trim(), textMax))
  return [...new Set(tags)].filter((tag) => tag !== '').slice(0, tagsMax)
}

function handlesFrom(text: string | undefined): string[] | null {
  if (text === undefined || text.trim() === '') return null
  return text
    .split(';')
    .map((handle) => handleFrom(handle))
    .filter((handle) => handle !== '' && handle !== inNone)
}

function fieldsFrom(cells: Cells, kinds: ReadonlyMap<string, FieldKind>): ProductInput['fields'] {
  const fields: ProductInput['fields'] = {}
  for (const column of Object.keys(cells)) {
    const key = metafieldKey(column)
    if (key === null || column === ownCategories || column === ownCollections) continue
    const text = cell(cells, column)
    const kind = statedKind(column) ?? kinds.get(column) ?? likelyKind(column, text)
    const field = fieldFrom(text, kind)
    if (field) fields[key] = field
  }
  return sortedByName(fields)
}

/** The kind stands in the label, so that a field comes back as what it was. */
function metafieldColumn(key: string, kind: FieldKind): string {
  return `${key} [${kind}] (product.metafields.${key.includes('.') ? key : `custom.${key}`})`
}

export function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at])
}

/** The same members in the same order, wherever their columns stood. */
export function sortedByName<T>(members: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(members).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}
