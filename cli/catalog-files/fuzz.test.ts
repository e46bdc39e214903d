import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
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
    { numRuns: 300 },
  )
})

test('random cells under real columns keep to the contract', async () => {
  await fc.assert(
    fc.asyncProperty(lines, fc.constantFrom(...fileFormats), async (rows, format) => {
      const text = headers[format] + rows.map((row) => row.join(',')).join('\n')
      await keepsItsPromises(text, format)
    }),
    { numRuns: 300 },
  )
})

test('whatever was read from a Shopify file survives being exported and read again', async () => {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(lines, async (rows) => {
      const text = headers.shopify + rows.map((row) => row.map(quoted).join(',')).join('\n')
      const first = await keepsItsPromises(text, 'shopify')
      const again = await readText(await written('shopify', first.withStock), { format: 'shopify' })
      assert.deepEqual(again.products, first.products)
    }),
    { numRuns: 300 },
  )
})
