// Files that nobody meant well: catalogues of anything that the shop takes, written and read back,
// and genuine files with something broken in them.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import type { SchemaNode } from '#kernel/http/docs/schema-node.ts'
import { fuzz } from '#kernel/testing/fuzz.ts'
import { depthMax } from '#cli/catalog-files/feed-xml.ts'
import type { ProductWithStock } from '#cli/catalog-files/read-item.ts'
import { readText, written, type Read } from '#cli/catalog-files/testing.ts'
import { nudged } from '#runtime/fuzz/nudged.ts'
import { nastyTexts, valuesOf } from '#runtime/fuzz/values.ts'
import { aProduct, aVariant } from '#services/catalog/catalog-fixture.ts'
import { ProductInput, type Variant } from '#services/catalog/contract.ts'
import { productFlaw } from '#services/catalog/product-flaw.ts'

const knowsNothing = () => []
const contract = Compile(ProductInput)
const schema = ProductInput as SchemaNode
const pot = aProduct({
  handle: 'pot',
  title: 'Pot',
  categories: ['drinks'],
  tags: ['gift'],
  options: [{ name: 'Size' }],
  variants: [
    aVariant({ sku: 'POT-S', options: ['S'] }),
    aVariant({ sku: 'POT-L', options: ['L'], tracked: false }),
  ],
  media: [{ url: '/media/pot.svg', alt: 'A pot' }],
  fields: { material: { type: 'text', value: 'clay' } },
})

const anything = fc
  .oneof(
    { arbitrary: valuesOf(schema, '', knowsNothing), weight: 1 },
    { arbitrary: nudged(schema, pot, knowsNothing), weight: 2 },
  )
  .map((value) => value as ProductInput)
  .filter((product) => productFlaw(product) === null)

const catalogue: fc.Arbitrary<readonly ProductWithStock[]> = fc
  .uniqueArray(anything, { maxLength: 3, selector: ({ handle }) => handle.toLowerCase() })
  .map((products) =>
    products.map((product) => ({
      product,
      stock: product.variants
        .filter(({ tracked }) => tracked)
        .map(({ sku }) => ({ sku, onHand: 3, backorder: false })),
    })),
  )

const contents = ({ withStock }: Read) =>
  withStock.map(({ product, stock }) => ({ product, stock }))

test('JSON lines give back any catalogue as it was', async () => {
  await fc.assert(
    fc.asyncProperty(catalogue, async (products) => {
      const read = await readText(await written('jsonl', products), { format: 'jsonl' })
      assert.deepEqual(contents(read), products)
    }),
    fuzz(60),
  )
})

test('a Shopify file of any catalogue reads the same ever after, and loses nothing unsaid', async () => {
  let came = 0
  await fc.assert(
    fc.asyncProperty(catalogue, fc.boolean(), async (products, spreadsheetSafe) => {
      const read = (text: string) => readText(text, { format: 'shopify' })
      const first = await read(await written('shopify', products, { spreadsheetSafe }))
      const lost = products.length - first.products.length
      assert.ok(lost >= 0 && first.refused.length >= lost, `${lost} lost`)
      const known = new Map(products.map(({ product }) => [product.handle, product]))
      for (const product of first.products) {
        const original = known.get(product.handle)
        assert.ok(original, `nobody wrote ${product.handle}`)
        // A line of it was.
        if (first.refused.some(({ handle }) => handle === product.handle)) continue
        assert.deepEqual(heldIn(product, original), heldIn(original, original))
        came += 1
      }
      const text = await written('shopify', first.withStock, { spreadsheetSafe })
      assert.deepEqual(contents(await read(text)), contents(first))
    }),
    fuzz(100),
  )
  assert.ok(came > 70, `only ${came} products came back`)
})

test('a field of whatever name and size comes back from a Shopify file', async () => {
  const product = {
    ...pot,
    fields: {
      '<Size (in cm': { type: 'boolean' as const, value: false },
      'width (cm)': { type: 'text' as const, value: 'wide' },
      'very little': { type: 'number' as const, value: 1.5e-7 },
      'very much': { type: 'number' as const, value: -2e30 },
    },
  }
  const { products } = await readText(await written('shopify', [{ product, stock: [] }]))
  assert.deepEqual(products[0]?.fields, product.fields)
})

/**
 * A product as far as a Shopify file can hold it: its cells begin and end with something to see, a
 * semicolon stands between handles, a blank cell is no field, and
 * pictures have no size. A SKU that another product has too is
 * changed, which is warned of; and the one currency of the file is told to whoever reads it.
 */
function heldIn({ origin: _origin, ...product }: ProductInput, written: ProductInput): object {
  const handles = (list: readonly string[]) =>
    list.flatMap((each) => each.split(';')).filter(Boolean)
  const { title, vendor, type, tags, seo, options, variants, fields, media } = product
  return {
    ...product,
    title: title.trim(),
    vendor: vendor.trim(),
    type: type.trim(),
    tags: [
      ...new Set(
        tags
          .join()
          .split(',')
          .map((tag) => tag.trim()),
      ),
    ].filter(Boolean),
    categories: handles(product.categories),
    collections: handles(product.collections),
    seo: { title: seo.title.trim(), description: seo.description.trim() },
    options: options.map(({ name }) => name.trim()),
    variants: variants.map(({ prices, compareAt, barcode = '', image = '', ...variant }, at) => ({
      ...variant,
      sku: null,
      ...pricesHeld(written.variants[at], prices, compareAt),
      options: variant.options.map((value) => value.trim()),
      barcode: barcode.trim(),
      image: image.trim(),
    })),
    fields: Object.fromEntries(
      Object.entries(fields).filter(([, { value }]) => String(value).trim() !== ''),
    ),
    media: media
      .filter(({ url }) => url.trim() !== '')
      .map(({ url, alt }) => ({ url: url.trim(), alt: alt.trim() })),
  }
}

function pricesHeld(
  written: Variant | undefined,
  prices: Variant['prices'],
  compareAt: Variant['compareAt'],
) {
  if (written?.prices[0]?.currency !== 'SGD') return {}
  return written.compareAt?.currency === 'SGD' ? { prices, compareAt } : { prices }
}

test('no cell of a guarded file is run by a spreadsheet', async () => {
  const text = fc.oneof(
    fc.constantFrom('=1+1', '+1-1', '-cmd', '@SUM(1)', '\t=1', '\r=1', "'=1", '＝1', ...nastyTexts),
    fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', '\n', '1', 'a') }),
  )
  await fc.assert(
    fc.asyncProperty(text, text, async (one, other) => {
      const [variant] = pot.variants
      assert.ok(variant)
      const product = {
        ...pot,
        title: `=${one.slice(0, 900)}`,
        vendor: other.slice(0, 255),
        tags: [one.slice(0, 255)],
        options: [{ name: `@${other.slice(0, 200)}` }],
        variants: [{ ...variant, barcode: one.slice(0, 255), options: [other.slice(0, 255)] }],
        fields: { [`-${other.slice(0, 200)}`]: { type: 'text' as const, value: one } },
      }
      const file = await written('shopify', [{ product, stock: [] }], { spreadsheetSafe: true })
      for (const cell of (parse(file, { relax_column_count: true }) as string[][]).flat()) {
        assert.ok(/^[+-]?\d+([.,]\d+)?$/.test(cell) || !/^[=+\-@\t\r\n＝]/.test(cell), cell)
      }
    }),
    fuzz(80),
  )
})

test('whoever writes a file that is not guarded is told what a spreadsheet may run', async () => {
  const product = { ...pot, title: '=1+1', vendor: '-12.5', tags: ['@SUM(1)'] }
  const told: string[] = []
  const onFormula = (cell: string) => told.push(cell)
  await written('shopify', [{ product, stock: [] }], { onFormula })
  assert.deepEqual(told, ['=1+1', '@SUM(1)'])
  await written('shopify', [{ product, stock: [] }], { onFormula, spreadsheetSafe: true })
  assert.equal(told.length, 2)
})

const data = join(import.meta.dirname, '../../../shared/data')
const skip = existsSync(data) ? false : 'the folder shared/data is not beside this project'
const genuine = [
  'shopify-products/official-template.csv',
  'shopify-products/latin1-one-row-85col.csv',
  'woocommerce/classic-commerce-sample.csv',
  'google-feeds/demo-7-items.xml',
  'google-feeds/ski-22-items.tsv',
]

type Damage = (bytes: Buffer) => Buffer
const place = fc.double({ min: 0, max: 1, noNaN: true })
const damage: fc.Arbitrary<Damage> = fc.oneof(
  place.map(
    (at): Damage =>
      (bytes) =>
        bytes.subarray(0, at * bytes.length),
  ),
  fc.tuple(place, fc.uint8Array({ maxLength: 20 })).map(([at, put]): Damage => (bytes) => {
    const here = Math.floor(at * bytes.length)
    return Buffer.concat([bytes.subarray(0, here), put, bytes.subarray(here + put.length / 2)])
  }),
  fc
    .tuple(
      place,
      fc.constantFrom('"', '""', ',', '\n', '\r', '\0', '<', ']]>', '&x;', '\ufeff', '{'),
    )
    .map(([at, put]): Damage => (bytes) => {
      const here = Math.floor(at * bytes.length)
      return Buffer.concat([bytes.subarray(0, here), Buffer.from(put), bytes.subarray(here)])
    }),
  fc.tuple(place, place).map(
    ([from, to]): Damage =>
      (bytes) =>
        Buffer.concat([bytes, bytes.subarray(from * bytes.length, to * bytes.length)]),
  ),
  fc.constant<Damage>((bytes) => Buffer.from(`\ufeff${bytes.toString('latin1')}`, 'utf16le')),
  place.map((at): Damage => (bytes) => {
    const packed = gzipSync(bytes)
    return packed.subarray(0, Math.max(2, at * packed.length))
  }),
)

test('a damaged file is read as far as it can be, and tells its lines', { skip }, async () => {
  const files = genuine.map((name) => ({ name, bytes: readFileSync(join(data, name)) }))
  let taken = 0
  let refused = 0
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: files.length - 1 }),
      fc.array(damage, { minLength: 1, maxLength: 3 }),
      async (which, damages) => {
        const { name = '', bytes: whole = Buffer.alloc(0) } = files[which] ?? {}
        const bytes = damages.reduce<Buffer>((done, one) => one(done), whole)
        const read = await readText(bytes, { name: name.slice(name.indexOf('/') + 1) })
        const lines = bytes.reduce((count, byte) => count + Number(byte === 10 || byte === 13), 1)
        taken += read.products.length
        refused += read.refused.length
        for (const product of read.products) assert.ok(contract.Check(product))
        for (const { line, reason } of read.refused) {
          // Unpacked there may be more lines than bytes.
          const isThere = line >= 1 && (line <= lines || bytes[0] === 0x1f)
          assert.ok(isThere && reason.length > 5 && reason.length < 500, `${line}: ${reason}`)
        }
      },
    ),
    fuzz(80),
  )
  assert.ok(taken > 50 && refused > 10, `${taken} taken, ${refused} refused`)
})

test('an item that nests without end is given up', async () => {
  const head = '<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item>'
  const read = await readText(head + '<a>'.repeat(depthMax + 1), { name: 'feed.xml' })
  assert.match(read.refused[0]?.reason ?? '', /nested too deeply/)
})
