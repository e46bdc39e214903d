// The words of the catalog: products with variants, categories, collections.

import { defineRefusals } from '#kernel/core/decider.ts'
import { days, type Instant } from '#kernel/core/instant.ts'
import { derivedId, type Home } from '#kernel/core/id.ts'
import type { Money as MoneyValue } from '#kernel/core/money.ts'
import { defineQuery } from '#kernel/core/query.ts'
import {
  Instant as Timestamp,
  Nullable,
  OneOf,
  Price,
  Strict,
  Type,
  type Static,
} from '#kernel/core/schema.ts'

export const Handle = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: '^[^\\s/?#\\u0000-\\u001f]+$',
})
export const Sku = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: '^(?!\\s)[^\\u0000-\\u001f]+(?<!\\s)$',
})

const Text = (maxLength: number) => Type.String({ maxLength })

export const ProductStatus = OneOf(['draft', 'active', 'archived'])
export const TaxClass = OneOf(['standard', 'reduced', 'zero'])

/** A typed field of the merchant's own: `{ "type": "number", "value": 12 }`. */
export const CustomField = Type.Union([
  Strict({ type: OneOf(['text', 'html', 'url', 'date']), value: Text(65_536) }),
  Strict({ type: OneOf(['number']), value: Type.Number() }),
  Strict({ type: OneOf(['boolean']), value: Type.Boolean() }),
  Strict({ type: OneOf(['list']), value: Type.Array(Text(4_096), { maxItems: 200 }) }),
])

export const Variant = Strict({
  sku: Sku,
  /** One value per option of the product, in the same order. */
  options: Type.Array(Text(255), { maxItems: 3 }),
  /** The price in the shop's own currency, then any others set by hand; tax included or not as pricing says. */
  prices: Type.Array(Price, { minItems: 1, maxItems: 30 }),
  compareAt: Type.Optional(Price),
  barcode: Type.Optional(Text(255)),
  grams: Type.Integer({ minimum: 0, maximum: 100_000_000 }),
  /** For display only; `grams` counts. */
  weightUnit: OneOf(['g', 'kg', 'oz', 'lb']),
  /** False: stock is not counted and it can always be bought. */
  tracked: Type.Boolean(),
  requiresShipping: Type.Boolean(),
  taxClass: TaxClass,
  image: Type.Optional(Text(2_048)),
})

/** Of a picture that is uploaded, by the end of its name; content decides, and SVG can run scripts. */
export const pictureTypes = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
} as const
export const pictureMaxBytes = 8_000_000
/** What browsers draw, and what a phone has the memory for. */
export const pictureSideMax = 16_384
export const picturePixelsMax = 50_000_000
export const uploadPath = '/v1/admin/media'
/** Uploaded pictures lie below it, under names that never mean another. */
export const mediaPath = '/media'

const Pixels = Type.Integer({ minimum: 1, maximum: 1_000_000 })

export const Media = Strict({
  url: Text(2_048),
  alt: Text(1_024),
  /** As it is shown; known of pictures that were uploaded. */
  width: Type.Optional(Pixels),
  height: Type.Optional(Pixels),
})

export const UploadedPicture = Strict({
  /** For the `media` of a product. */
  url: Type.String(),
  type: OneOf(Object.values(pictureTypes)),
  width: Pixels,
  height: Pixels,
  bytes: Type.Integer({ minimum: 1 }),
})
export type UploadedPicture = Static<typeof UploadedPicture>

export const ProductInput = Strict({
  handle: Handle,
  title: Type.String({ minLength: 1, maxLength: 1_024 }),
  descriptionHtml: Text(524_288),
  vendor: Text(255),
  type: Text(255),
  tags: Type.Array(Text(255), { maxItems: 250 }),
  /** Handles of categories. */
  categories: Type.Array(Handle, { maxItems: 20 }),
  /** Handles of collections. */
  collections: Type.Array(Handle, { maxItems: 50 }),
  status: ProductStatus,
  options: Type.Array(Strict({ name: Type.String({ minLength: 1, maxLength: 255 }) }), {
    maxItems: 3,
  }),
  variants: Type.Array(Variant, { minItems: 1, maxItems: 2_000 }),
  media: Type.Array(Media, { maxItems: 250 }),
  seo: Strict({ title: Text(1_024), description: Text(5_120) }),
  fields: Type.Record(Type.String({ minLength: 1, maxLength: 255 }), CustomField),
  /** Columns of the file it came from that have no place above, so that an export gives them back. */
  origin: Type.Optional(
    Strict({ format: Text(32), columns: Type.Record(Type.String(), Type.String()) }),
  ),
})
export type ProductInput = Static<typeof ProductInput>
export type Variant = Static<typeof Variant>

export const Product = Strict({
  id: Type.String(),
  createdAt: Timestamp,
  ...ProductInput.properties,
})
export type Product = ProductInput & { readonly id: string; readonly createdAt: Instant }

export const CategoryInput = Strict({
  handle: Handle,
  title: Type.String({ minLength: 1, maxLength: 255 }),
  description: Text(65_536),
  /** The handle of the category above it. */
  parent: Type.Optional(Handle),
  position: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  image: Type.Optional(Text(2_048)),
})
export type CategoryInput = Static<typeof CategoryInput>

export interface CategoryNode extends CategoryInput {
  readonly children: readonly CategoryNode[]
}

export const CollectionInput = Strict({
  handle: Handle,
  title: Type.String({ minLength: 1, maxLength: 255 }),
  description: Text(65_536),
  /** Collections are shown in this order; equal ones by title. */
  position: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  image: Type.Optional(Text(2_048)),
})
export type CollectionInput = Static<typeof CollectionInput>

/**
 * What a list of products shows of one. Prices are in the currency asked for, or, where pricing
 * cannot give one, in the product's own.
 */
export const ProductCard = Strict({
  id: Type.String(),
  handle: Handle,
  title: Text(1_024),
  vendor: Text(255),
  type: Text(255),
  image: Nullable(Media),
  /** The cheapest and the dearest variant. */
  price: Strict({ from: Price, to: Price }),
  /** The earlier price of the cheapest variant. */
  compareAt: Nullable(Price),
  options: Type.Array(Strict({ name: Text(255), values: Type.Array(Text(255)) })),
  /** The SKU to put in the cart when there is nothing to choose. */
  sku: Nullable(Sku),
  variants: Type.Integer({ minimum: 1 }),
})
export type ProductCard = Static<typeof ProductCard>

/** A product's id follows from its handle, which therefore never changes. */
export const productId = (handle: string, primary: Home): string =>
  derivedId('prd', primary, handle)

export const categoryId = (handle: string, primary: Home): string =>
  derivedId('cat', primary, handle)
export const collectionId = (handle: string, primary: Home): string =>
  derivedId('col', primary, handle)

/** What became of the product is asked of the catalog: a copy in each event would be half the log. */
export interface ProductSaved {
  readonly type: 'catalog.product-saved'
  readonly handle: string
  /** Tags under which caches know what changed: the categories before and after. */
  readonly categories: readonly string[]
  /** The same for collections. */
  readonly collections: readonly string[]
}
export interface ProductRemoved {
  readonly type: 'catalog.product-removed'
  readonly productId: string
  readonly handle: string
  readonly categories: readonly string[]
  readonly collections: readonly string[]
}
export interface CategorySaved {
  readonly type: 'catalog.category-saved'
  readonly category: CategoryInput
}
export interface CategoryRemoved {
  readonly type: 'catalog.category-removed'
  readonly handle: string
}
export interface CollectionSaved {
  readonly type: 'catalog.collection-saved'
  readonly collection: CollectionInput
}
export interface CollectionRemoved {
  readonly type: 'catalog.collection-removed'
  readonly handle: string
}

/** What a cart and an order need to know of a SKU. */
export interface Sellable {
  readonly sku: string
  readonly productId: string
  readonly handle: string
  readonly title: string
  readonly options: readonly string[]
  readonly image?: string
  readonly prices: readonly MoneyValue[]
  readonly taxClass: 'standard' | 'reduced' | 'zero'
  readonly grams: number
  readonly tracked: boolean
  readonly requiresShipping: boolean
  /** False for drafts and archived products. */
  readonly purchasable: boolean
}

/** Those found, in no promised order. */
export const sellablesBySku = defineQuery<
  { readonly skus: readonly string[] },
  readonly Sellable[]
>('catalog.sellables-by-sku')
/** Products by id, in the order asked, those not found left out. */
export const productsById = defineQuery<{ readonly ids: readonly string[] }, readonly Product[]>(
  'catalog.products-by-id',
)
/** Every product, page by page, for rebuilding derived stores. */
export const allProducts = defineQuery<
  { readonly cursor?: string; readonly limit: number },
  { readonly items: readonly Product[]; readonly next: string | null }
>('catalog.all-products')
/** An active product; null when there is none of that handle or id. */
export const activeProduct = defineQuery<{ readonly idOrHandle: string }, Product | null>(
  'catalog.active-product',
)
/** Cards of active products by id, in the order asked, others left out. */
export const cardsById = defineQuery<
  { readonly ids: readonly string[]; readonly currency: string | null },
  readonly ProductCard[]
>('catalog.cards-by-id')
/** Active products whose title starts with this text, by title. */
export const titlesStartingWith = defineQuery<
  { readonly prefix: string; readonly limit: number },
  readonly { readonly id: string; readonly handle: string; readonly title: string }[]
>('catalog.titles-starting-with')
/** Categories as a tree, each level by position and title. */
export const categoryTree = defineQuery<Record<never, never>, readonly CategoryNode[]>(
  'catalog.category-tree',
)
/** Handles of categories with those of everything below them. */
export function branchesOf(
  wanted: readonly string[],
  tree: readonly CategoryNode[],
): readonly string[] {
  const below = (nodes: readonly CategoryNode[], isInside: boolean): readonly string[] =>
    nodes.flatMap(({ handle, children }) => {
      const belongs = isInside || wanted.includes(handle)
      return [...(belongs ? [handle] : []), ...below(children, belongs)]
    })
  return [...new Set([...wanted, ...below(tree, false)])]
}
/** The first collections, each with its newest active products. */
export const collectionPreviews = defineQuery<
  {
    readonly collections: number
    readonly products: number
    readonly currency: string | null
  },
  readonly { readonly collection: CollectionInput; readonly products: readonly ProductCard[] }[]
>('catalog.collection-previews')

export const keepCatalogEvents = days(7)

/** Under which caches keep what shows products. */
export const catalogTags = {
  products: 'products',
  categories: 'categories',
  collections: 'collections',
  product: (idOrHandle: string) => `product:${idOrHandle}`,
  category: (handle: string) => `category:${handle}`,
  collection: (handle: string) => `collection:${handle}`,
}

export const catalogRefusals = defineRefusals('catalog', {
  productNotFound: { kind: 'not-found', title: 'There is no such product' },
  categoryNotFound: { kind: 'not-found', title: 'There is no such category' },
  collectionNotFound: { kind: 'not-found', title: 'There is no such collection' },
  handleMismatch: {
    kind: 'invalid',
    title: 'The handle in the body is not the one in the address',
    advice: 'A handle never changes. To rename, save under the new handle and remove the old one.',
  },
  duplicateOption: { kind: 'invalid', title: 'Two options have the same name' },
  optionCount: {
    kind: 'invalid',
    title: 'A variant needs one value for each option of the product',
  },
  duplicateVariant: { kind: 'invalid', title: 'Two variants have the same option values' },
  duplicateSku: { kind: 'invalid', title: 'Two variants have the same SKU' },
  duplicateCurrency: { kind: 'invalid', title: 'A variant has two prices in one currency' },
  skuTaken: {
    kind: 'conflict',
    title: 'The SKU belongs to another product',
    advice: 'Give this variant a SKU of its own, or take it from the other product first.',
  },
  ownParent: { kind: 'invalid', title: 'A category cannot stand below itself' },
  noPicture: {
    kind: 'invalid',
    title: 'The file is no picture that is taken here',
    advice:
      'Send a PNG, JPEG, WebP, AVIF or GIF. What is in the file counts, not its name; SVG is not taken.',
  },
  pictureBroken: {
    kind: 'invalid',
    title: 'The picture cannot be read to its end',
    advice: 'Send the whole file; if it is whole, save it again with another program.',
  },
  pictureTooLarge: {
    kind: 'invalid',
    title: 'The picture has too many pixels',
    advice: 'Make it smaller: no side beyond 16,384 pixels, no more than 50 million in all.',
  },
  mediaNotFound: { kind: 'not-found', title: 'There is no such picture' },
  oneShelf: {
    kind: 'invalid',
    title: 'Products are listed by category or by collection, not both',
    advice: 'Leave one of them out, or use /v1/search with filters.',
  },
})
