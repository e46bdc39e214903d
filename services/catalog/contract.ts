// The words of the catalog: products with variants, categories, collections.

import { days } from '#kernel/core/instant.ts'
import { derivedId, type Home } from '#kernel/core/id.ts'
import type { Money as MoneyValue } from '#kernel/core/money.ts'
import { defineQuery } from '#kernel/core/query.ts'
import { OneOf, Price, Strict, Type, type Static } from '#kernel/core/schema.ts'

export const Handle = Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\s/?#]+$' })
export const Sku = Type.String({ minLength: 1, maxLength: 255, pattern: '^\\S(.*\\S)?$' })

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

export const Media = Strict({ url: Text(2_048), alt: Text(1_024) })

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

export const Product = Type.Intersect([Type.Object({ id: Type.String() }), ProductInput])
export type Product = ProductInput & { readonly id: string }

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

/** A product's id follows from its handle, which therefore never changes. */
export const productId = (handle: string, primary: Home): string =>
  derivedId('prd', primary, handle)

export interface ProductSaved {
  readonly type: 'catalog.product-saved'
  readonly product: Product
  /** Tags under which caches know what changed: the categories before and after. */
  readonly categories: readonly string[]
}
export interface ProductRemoved {
  readonly type: 'catalog.product-removed'
  readonly productId: string
  readonly handle: string
  readonly categories: readonly string[]
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

export const keepCatalogEvents = days(7)
