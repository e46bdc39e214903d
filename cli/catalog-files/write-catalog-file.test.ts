import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { demoCatalog } from '#cli/demo-catalog/demo-catalog.ts'
import { readText, written } from '#cli/catalog-files/testing.ts'
import type { ProductWithStock } from '#cli/catalog-files/read-item.ts'

const demo = (): ProductWithStock[] => {
  const { products, stock } = demoCatalog()
  return products.map((product) => ({
    product,
    stock: stock.filter(({ sku }) => product.variants.some((variant) => variant.sku === sku)),
  }))
}

const messy = `Handle,Title,Body (HTML),Vendor,Product Category,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Google Shopping / MPN,Märke (product.metafields.custom.brand),Variant Weight Unit,Cost per item,Included / Sweden,Price / Sweden,Status
cup, Cup ,"<p>Two
lines, ""quoted""</p>",,Kitchen > Cups,"b,a ,b",TRUE,Size,S,'007,10.5,shopify,-4,continue,manual,0.00,5,true,true,'123,https://example.com/1.png,1,=1+1,No  Name,lb,1.10,TRUE,99.00,Active
cup,,,,,,,,M,007,10.5,other,3,deny,courier,2.5,1.00,true,false,,,,,,kg,1.20,,98.00,
plain,Plain,,,Uncategorized,,false,Title,Default Title,,0,,12,deny,manual,1,,,,,,,,,,,,,unlisted
`

const rows = (text: string): Record<string, string>[] => parse(text, { columns: true })

test('a Shopify file that was imported and exported reads as the same catalogue', async () => {
  const first = await readText(messy)
  const again = await readText(await written('shopify', first.withStock))
  assert.deepEqual(again.products, first.products)
  assert.deepEqual(
    again.withStock.map(({ stock }) => stock),
    first.withStock.map(({ stock }) => stock),
  )
  assert.deepEqual(again.categories, first.categories)
})

test('SKUs that were given here stay, in whatever order the products come back', async () => {
  const { withStock } = await readText(
    'Handle,Title,Variant SKU,Variant Price\na,A,X,1\nb,B,X,2\nc,C,,3\n',
  )
  const text = await written('shopify', withStock.toReversed())
  assert.deepEqual(
    rows(text).map((row) => row['Variant SKU']),
    ['', 'X', 'X'],
  )
  const again = await readText(text)
  assert.deepEqual(
    again.products.toReversed(),
    withStock.map(({ product }) => product),
  )
})

test('an export gives back every cell that the file had', async () => {
  const first = await readText(messy)
  const exported = rows(await written('shopify', first.withStock))
  rows(messy).forEach((row, at) => {
    for (const [column, text] of Object.entries(row)) {
      const back = exported[at]?.[column] ?? ''
      const same = back === text || Number(back) === Number(text) || /^true$/i.test(back + text)
      assert.ok(same || back.toLowerCase() === text.toLowerCase(), `${column}: ${text} → ${back}`)
    }
  })
})

test('a change made here is not undone by what the file once said', async () => {
  const { withStock } = await readText(messy)
  const [cup] = withStock
  assert.ok(cup)
  const [small] = cup.product.variants
  assert.ok(small)
  const changed = {
    product: {
      ...cup.product,
      title: 'Beaker',
      status: 'archived' as const,
      variants: [{ ...small, grams: 700, prices: [{ amount: 150, currency: 'SGD' }] }],
    },
    stock: [{ sku: small.sku, onHand: 9, backorder: false }],
  }
  const again = await readText(await written('shopify', [changed]))
  const [back] = again.withStock
  assert.equal(back?.product.title, 'Beaker')
  assert.equal(back?.product.status, 'archived')
  assert.equal(back?.product.variants[0]?.grams, 700)
  assert.deepEqual(back?.product.variants[0]?.prices, changed.product.variants[0]?.prices)
  assert.deepEqual(back?.stock, changed.stock)
})

test('a catalogue that was made here survives a Shopify file', async () => {
  const products = demo()
  const again = await readText(await written('shopify', products))
  assert.deepEqual(
    again.products.map(({ origin: _origin, ...product }) => product),
    products.map(({ product }) => product),
  )
  assert.deepEqual(
    again.withStock.map(({ stock }) => stock),
    products.map(({ stock }) => stock),
  )
})

test('JSON lines hold products, stock and categories exactly', async () => {
  const { categories } = demoCatalog()
  const text = await written('jsonl', demo(), { categories })
  const again = await readText(text, { name: 'catalog.jsonl' })
  assert.deepEqual(
    again.withStock.map(({ product, stock }) => ({ product, stock })),
    demo(),
  )
  assert.deepEqual(again.categories, categories)
})

test('formulas are written as they are, or behind an apostrophe when that is asked for', async () => {
  const file = 'Handle,Title,Vendor,Type,Variant Price\na,"=HYPERLINK(""x"")",@maker,-1.5,1\n'
  const { withStock } = await readText(file)
  const [plain] = rows(await written('shopify', withStock))
  assert.equal(plain?.['Title'], '=HYPERLINK("x")')
  const [safe] = rows(await written('shopify', withStock, { spreadsheetSafe: true }))
  assert.equal(safe?.['Title'], `'=HYPERLINK("x")`)
  assert.equal(safe?.['Vendor'], "'@maker")
  assert.equal(safe?.['Type'], '-1.5')
  const again = await readText(await written('shopify', withStock, { spreadsheetSafe: true }))
  assert.deepEqual(
    again.products,
    withStock.map(({ product }) => product),
  )
})
