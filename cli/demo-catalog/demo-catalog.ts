import { isColour, type Colour } from '#cli/demo-catalog/palette.ts'
import type { DemoItem } from '#cli/demo-catalog/demo-item.ts'
import { shelves, type Shelf } from '#cli/demo-catalog/shelves.ts'
import type { CategoryInput, ProductInput, Variant } from '#services/catalog/contract.ts'

export interface DemoCollection {
  readonly handle: string
  readonly title: string
  readonly description: string
}

export interface DemoStock {
  readonly sku: string
  /** Pieces, over all regions. */
  readonly onHand: number
  readonly backorder: boolean
}

export interface DemoCatalog {
  readonly categories: readonly CategoryInput[]
  readonly collections: readonly DemoCollection[]
  readonly products: readonly ProductInput[]
  /** One entry for every variant whose stock is counted. */
  readonly stock: readonly DemoStock[]
}

const usualStock = 40

export const demoCollections: readonly DemoCollection[] = [
  { handle: 'new-arrivals', title: 'New arrivals', description: 'Unpacked this month.' },
  {
    handle: 'gifts-under-50',
    title: 'Gifts under 50',
    description: 'Good presents for less than fifty Singapore dollars.',
  },
  {
    handle: 'made-to-last',
    title: 'Made to last',
    description: 'Things with spare parts, or without any need for them.',
  },
]

/** The demo shop: the same answer at every call. Prices are in SGD, some also in AUD and USD. */
export function demoCatalog(): DemoCatalog {
  const items = shelves.flatMap((shelf) => shelf.items.map((item) => ({ shelf, item })))
  return {
    categories: shelves.flatMap(categoriesOf),
    collections: demoCollections,
    products: items.map(({ shelf, item }, position) => productOf(shelf, item, position)),
    stock: items.flatMap(({ item }) => stockOf(item)),
  }
}

/** The pictures of an item in the order of its media, each with the colour that it shows. */
export function viewsOf(item: DemoItem): { name: string; colour: Colour; view: 1 | 2 }[] {
  const [main] = item.picture.colours
  const others = coloursOf(item).filter((colour) => colour !== main)
  return [
    { name: item.handle, colour: main, view: 1 },
    ...others.map((colour) => ({ name: `${item.handle}-${colour}`, colour, view: 1 as const })),
    { name: `${item.handle}-2`, colour: others[0] ?? main, view: 2 },
  ]
}

function categoriesOf(shelf: Shelf, position: number): CategoryInput[] {
  const below = Object.entries(shelf.below ?? {})
  return [
    {
      handle: shelf.handle,
      title: shelf.title,
      description: shelf.description,
      position,
      ...pictureOf(shelf.items[0]),
    },
    ...below.map(([handle, title], at) => ({
      handle,
      title,
      description: '',
      parent: shelf.handle,
      position: at,
      ...pictureOf(shelf.items.find((item) => item.shelf === handle)),
    })),
  ]
}

function productOf(shelf: Shelf, item: DemoItem, position: number): ProductInput {
  return {
    handle: item.handle,
    title: item.title,
    descriptionHtml: descriptionOf(item),
    vendor: item.maker,
    type: item.type,
    tags: [...item.tags],
    categories: item.shelf ? [item.shelf, shelf.handle] : [shelf.handle],
    collections: [...(item.collections ?? [])],
    status: 'active',
    options: Object.keys(item.options ?? {}).map((name) => ({ name })),
    variants: combinations(item).map((options, at) => variantOf(item, options, position, at)),
    media: viewsOf(item).map(({ name, colour, view }) => ({
      url: mediaUrl(name),
      alt: view === 2 ? `${item.title}, another view` : altOf(item, colour),
    })),
    seo: { title: item.title, description: item.lead },
    fields: { ...item.fields },
  }
}

function variantOf(
  item: DemoItem,
  options: readonly string[],
  position: number,
  at: number,
): Variant {
  const extra = options.reduce((sum, value) => sum + (item.extra?.[value] ?? 0), 0)
  const price = (amount: number | undefined, currency: string) =>
    amount === undefined ? [] : [{ amount: amount + extra, currency }]
  return {
    sku: skuOf(item, options),
    options: [...options],
    prices: [...price(item.price, 'SGD'), ...price(item.aud, 'AUD'), ...price(item.usd, 'USD')],
    ...(item.was === undefined ? {} : { compareAt: { amount: item.was + extra, currency: 'SGD' } }),
    ...(item.immaterial ? {} : { barcode: shopBarcode(position * 100 + at) }),
    grams: item.grams,
    weightUnit: item.grams < 1000 ? 'g' : 'kg',
    tracked: !item.immaterial,
    requiresShipping: !item.immaterial,
    taxClass: item.immaterial ? 'zero' : 'standard',
    image: mediaUrl(imageOf(item, options)),
  }
}

function stockOf(item: DemoItem): DemoStock[] {
  if (item.immaterial) return []
  return combinations(item).map((options) => ({
    sku: skuOf(item, options),
    onHand:
      typeof item.stock === 'object'
        ? (item.stock[options.join(' / ')] ?? usualStock)
        : (item.stock ?? usualStock),
    backorder: item.backorder ?? false,
  }))
}

function combinations(item: DemoItem): string[][] {
  return Object.values(item.options ?? {}).reduce<string[][]>(
    (sofar, values) => sofar.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  )
}

function skuOf(item: DemoItem, options: readonly string[]): string {
  const parts = options.map((value) =>
    value
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]+/g, '')
      .slice(0, 8),
  )
  return [item.sku, ...parts].join('-')
}

function coloursOf(item: DemoItem): Colour[] {
  const values = Object.values(item.options ?? {}).flat()
  return values.map((value) => value.toLowerCase()).filter(isColour)
}

function imageOf(item: DemoItem, options: readonly string[]): string {
  const colour = options.map((value) => value.toLowerCase()).find(isColour)
  return colour === undefined || colour === item.picture.colours[0]
    ? item.handle
    : `${item.handle}-${colour}`
}

function altOf(item: DemoItem, colour: Colour): string {
  return coloursOf(item).length > 0 ? `${item.title} in ${colour}` : item.title
}

function descriptionOf(item: DemoItem): string {
  const points = item.points.map((point) => `<li>${escapeHtml(point)}</li>`).join('')
  return `<p>${escapeHtml(item.lead)}</p><ul>${points}</ul>`
}

function pictureOf(item: DemoItem | undefined): { image?: string } {
  return item ? { image: mediaUrl(item.handle) } : {}
}

const mediaUrl = (name: string) => `/media/demo/${name}.svg`

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** An EAN-13 with prefix 29, which GS1 leaves to shops for their own numbers. */
function shopBarcode(number: number): string {
  const digits = `29${String(number).padStart(10, '0')}`
  const sum = Array.from(digits).reduce(
    (total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1),
    0,
  )
  return `${digits}${(10 - (sum % 10)) % 10}`
}
