import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { fuzz } from '#kernel/testing/fuzz.ts'
import { fileFormats } from '#cli/catalog-files/detect.ts'
import { readText, written } from '#cli/catalog-files/testing.ts'
import { CategoryInput, ProductInput } from '#services/catalog/contract.ts'

const product = Compile(ProductInput)
const category = Compile(CategoryInput)

const headers = {
  shopify:
    'Handle,Title,Vendor,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Image Src,Size (product.metafields.a.size)\n',
  woocommerce:
    'ID,Type,SKU,Name,Regular price,Stock,Parent,Categories,Attribute 1 name,Attribute 1 value(s)\n',
  google: 'id,title,price,sale_price,availability,item_group_id,color,size,link\n',
  jsonl: '',
}

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'a',
    'b',
    '1',
    '-2',
    '9.90',
    '1 USD',
    'variable',
    'variation',
    'id:1',
    '"',
    '""',
    ',',
    '\n',
    '\r',
    'A > B',
    "'7",
    '=1',
    '\0',
    '<p>',
    'true',
  ),
)
const lines = fc.array(fc.array(cell, { maxLength: 14 }), { maxLength: 12 })

async function keepsItsPromises(
  content: string | Uint8Array,
  format?: (typeof fileFormats)[number],
) {
  const read = await readText(content, format === undefined ? {} : { format })
  for (const each of read.products) assert.ok(product.Check(each), JSON.stringify(each))
  for (const each of read.categories) assert.ok(category.Check(each), JSON.stringify(each))
  const skus = read.products.flatMap(({ variants }) => variants.map(({ sku }) => sku))
  if (format !== 'jsonl') assert.equal(new Set(skus).size, skus.length)
  return read
}

test('random bytes are read without throwing, and what comes out keeps to the contract', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom(...fileFormats, undefined),
      async (bytes, format) => {
        await keepsItsPromises(bytes, format)
      },
    ),
    fuzz(100),
  )
})

test('random cells under real columns keep to the contract', async () => {
  await fc.assert(
    fc.asyncProperty(lines, fc.constantFrom(...fileFormats), async (rows, format) => {
      const text = headers[format] + rows.map((row) => row.join(',')).join('\n')
      await keepsItsPromises(text, format)
    }),
    fuzz(100),
  )
})

const wild = fc.string({ unit: 'binary', maxLength: 10 })
const oneOf = (...texts: string[]) => fc.constantFrom(...texts)
const yesOrNo = oneOf('', 'true', 'FALSE', 'true   ', 'no')

/** Columns with what usually stands in them; one cell in ten is anything at all. */
const usual: Record<string, fc.Arbitrary<string>> = {
  Handle: oneOf('a', 'a', 'b', 'c d', 'ü', ''),
  Title: oneOf('Mug', ' Mug', '=Mug', 'Cup', 'Cup ', '"', ''),
  'Body (HTML)': oneOf('', '<p>a\r\nb</p>', '<script>', ' '),
  Vendor: oneOf('', 'Maker ', 'M,"'),
  'Product Category': oneOf('', 'A > B', 'Uncategorized', 'A & C', '>', '!'),
  Type: oneOf('', 'B', 'b > C', 'Lamps'),
  Tags: oneOf('', 'x, y', 'x,,x', ' z'),
  Published: yesOrNo,
  'Option1 Name': oneOf('', 'Title', 'Size', ' Size'),
  'Option1 Value': oneOf('', 'Default Title', 'S', 'M ', 'S'),
  'Option3 Name': oneOf('', '', 'Cut'),
  'Option3 Value': oneOf('', '', 'Slim'),
  'Variant SKU': oneOf('', 'S1', "'S1", ' S1', 'a', 'a-s', 'x [y]', "'"),
  'Variant Grams': oneOf('', '0', '12.6', '-1', 'heavy', '1e3'),
  'Variant Inventory Tracker': oneOf('', 'shopify', 'other'),
  'Variant Inventory Qty': oneOf('', '0', '5', '-3', '2.5', 'many', '-0.2'),
  'Variant Inventory Policy': oneOf('', 'deny', 'continue', 'Continue'),
  'Variant Fulfillment Service': oneOf('', 'manual', 'x'),
  'Variant Price': oneOf('1', '9.90', '0', '1,299.00', '5.', ' 7', '', 'free', '-1'),
  'Variant Compare At Price': oneOf('', '1.00', '0', 'x'),
  'Price / USD': oneOf('', '3.00', 'x'),
  'Price / Sweden': oneOf('', '3.00'),
  'Variant Requires Shipping': yesOrNo,
  'Variant Taxable': yesOrNo,
  'Variant Tax Code': oneOf('', 'reduced', 'P1'),
  'Variant Barcode': oneOf('', "'123", '123 '),
  'Image Src': oneOf('', '/a.png', 'https://x.example/b.png', 'javascript:x', ' /a.png'),
  'Image Position': oneOf('', '1', '2', 'x', '-1'),
  'Image Alt Text': oneOf('', ' alt '),
  'Gift Card': yesOrNo,
  'Variant Image': oneOf('', '/v.png'),
  'Variant Weight Unit': oneOf('', 'kg', 'LB', 'stone'),
  'Cost per item': oneOf('', '1.5'),
  Status: oneOf('', 'active', 'Draft', 'archived', 'unlisted', 'odd'),
  'Note (product.metafields.custom.note)': oneOf('', '1', '007', 'true', '2024-01-02', '<b>x</b>'),
  'Set (product.metafields.shopify.set)': oneOf('', 'a; b', '["a"]', ';'),
  'Odd [S1]': oneOf('', 'x'),
}
const columns = Object.keys(usual)
const shopifyRow = fc.tuple(
  ...columns.map((column) =>
    fc.oneof({ arbitrary: usual[column] ?? wild, weight: 9 }, { arbitrary: wild, weight: 1 }),
  ),
)

test('whatever was read from a Shopify file survives being exported and read again', async () => {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  let seen = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(shopifyRow, { maxLength: 8 }),
      fc.uniqueArray(fc.constantFrom(...columns), { maxLength: 8 }),
      async (rows, missing) => {
        const kept = columns.flatMap((column, at) => (missing.includes(column) ? [] : [at]))
        const lines = [columns, ...rows].map((row) =>
          kept.map((at) => quoted(row[at] ?? '')).join(','),
        )
        const first = await keepsItsPromises(lines.join('\n'), 'shopify')
        const again = await readText(await written('shopify', first.withStock), {
          format: 'shopify',
        })
        seen += first.products.length
        // The kind of a field follows from the titled lines of a file, those refused included.
        const titled = rows.every((row) => (row[columns.indexOf('Title')] ?? '').trim() !== '')
        const whole = first.refused.length === 0 && titled
        const comparable = (products: readonly ProductInput[]) =>
          whole ? products : products.map(({ fields: _fields, ...rest }) => rest)
        assert.deepEqual(comparable(again.products), comparable(first.products))
        assert.deepEqual(
          again.withStock.map(({ stock }) => stock),
          first.withStock.map(({ stock }) => stock),
        )
      },
    ),
    fuzz(100),
  )
  assert.ok(seen > 50, `only ${seen} products were seen`)
})
