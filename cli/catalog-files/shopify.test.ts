import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText } from '#cli/catalog-files/testing.ts'

const lamp = `Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,Variant Image,Variant Weight Unit,Cost per item,Fabric (product.metafields.shopify.fabric),Height (product.metafields.custom.height),Status
lamp,Lamp,"<p onclick=""x()"">Bright</p>",Senja,Home > Lighting,Lamps,"new, desk,new",true,Colour,Red,'L-1,1200.4,shopify,5,continue,40.00,50.00,true,true,'290000000001,https://example.com/b.png,2,second,false,A lamp,https://example.com/b.png,kg,11.00,cotton; linen,48,active
lamp,,,,,,,,,Blue,L-2,1200,shopify,-3,deny,45.50,,true,false,,https://example.com/a.png,1,first,,,,kg,12.00,,,
lamp,,,,,,,,,,,,,,,,,,,,https://example.com/c.png,3,,,,,,,,,
card,Gift card,,Senja,,,,false,Title,Default Title,,0,,,deny,25.00,,true,true,,,,,true,,,,,,,
`

test('a run of lines with one handle is one product with its variants', async () => {
  const { products, withStock } = await readText(lamp)
  const [product] = products
  assert.equal(products.length, 2)
  assert.equal(product?.title, 'Lamp')
  assert.deepEqual(product?.options, [{ name: 'Colour' }])
  assert.deepEqual(
    product?.variants.map(({ sku, options, prices, compareAt, grams, taxClass }) => ({
      sku,
      options,
      price: prices[0]?.amount,
      before: compareAt?.amount,
      grams,
      taxClass,
    })),
    [
      {
        sku: 'L-1',
        options: ['Red'],
        price: 4000,
        before: 5000,
        grams: 1200,
        taxClass: 'standard',
      },
      {
        sku: 'L-2',
        options: ['Blue'],
        price: 4550,
        before: undefined,
        grams: 1200,
        taxClass: 'zero',
      },
    ],
  )
  assert.deepEqual(withStock[0]?.stock, [
    { sku: 'L-1', onHand: 5, backorder: true },
    { sku: 'L-2', onHand: 0, backorder: false },
  ])
})

test('HTML stays as it was given; showing it safely is the storefront’s part', async () => {
  const { products } = await readText(lamp)
  assert.equal(products[0]?.descriptionHtml, '<p onclick="x()">Bright</p>')
})

test('pictures stand in the order of their positions, those on lines of their own too', async () => {
  const { products } = await readText(lamp)
  assert.deepEqual(products[0]?.media, [
    { url: 'https://example.com/a.png', alt: 'first' },
    { url: 'https://example.com/b.png', alt: 'second' },
    { url: 'https://example.com/c.png', alt: '' },
  ])
  assert.equal(products[0]?.variants[0]?.image, 'https://example.com/b.png')
})

test('an apostrophe that protects a number from a spreadsheet is no part of it', async () => {
  const [variant] = (await readText(lamp)).products[0]?.variants ?? []
  assert.equal(variant?.sku, 'L-1')
  assert.equal(variant?.barcode, '290000000001')
})

test('categories come from type and taxonomy, those above first', async () => {
  const { categories, products } = await readText(lamp)
  assert.deepEqual(
    categories.map(({ handle, parent }) => ({ handle, parent })),
    [
      { handle: 'home', parent: undefined },
      { handle: 'home-lighting', parent: 'home' },
      { handle: 'lamps', parent: undefined },
    ],
  )
  assert.deepEqual(products[0]?.categories, ['home-lighting', 'home', 'lamps'])
})

test('the merchant’s own fields have types', async () => {
  const { products } = await readText(lamp)
  assert.deepEqual(products[0]?.fields, {
    'shopify.fabric': { type: 'list', value: ['cotton', 'linen'] },
    height: { type: 'number', value: 48 },
  })
})

test('a field has one type in the whole file', async () => {
  const { products } = await readText(
    'Handle,Title,Variant Price,Size (product.metafields.my.size)\na,A,1,38\nb,B,1,XL\n',
  )
  assert.deepEqual(products[0]?.fields, { 'my.size': { type: 'text', value: '38' } })
})

test('stock below zero is taken as none, and said so with its line', async () => {
  const { warnings } = await readText(lamp)
  assert.deepEqual(warnings, [{ line: 3, reason: 'stock of -3 is below zero; taken as 0' }])
})

test('a gift card is not sent, and an unpublished product is a draft', async () => {
  const card = (await readText(lamp)).products[1]
  assert.equal(card?.variants[0]?.requiresShipping, false)
  assert.equal(card?.status, 'draft')
  assert.equal(card?.variants[0]?.sku, 'card')
  assert.deepEqual(card?.options, [])
})

test('status and publication together decide whether a product can be seen', async () => {
  const rows = [
    ['a', 'true     ', ''],
    ['b', 'TRUE', 'Active'],
    ['c', 'false', 'active'],
    ['d', 'true', 'unlisted'],
    ['e', 'true', 'archived'],
  ]
  const body = rows.map(([handle, published, status]) => `${handle},T,1,${published},${status}`)
  const { products } = await readText(
    `Handle,Title,Variant Price,Published,Status\n${body.join('\n')}`,
  )
  assert.deepEqual(
    products.map(({ status }) => status),
    ['active', 'active', 'draft', 'draft', 'archived'],
  )
})

test('a repeated SKU stays with the first; others get one that is the same every time', async () => {
  const file =
    'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\n' +
    'a,A,Size,S,X,1\na,,,M,X,1\nb,B,Title,Default Title,X,1\nc,C,Size,S,,1\nc,,,S,,1\n'
  const { products, warnings } = await readText(file)
  assert.deepEqual(
    products.flatMap(({ variants }) => variants.map(({ sku }) => sku)),
    ['X', 'X-m', 'X-b-default-title', 'c-s', 'c-s-2'].map((sku) =>
      sku === 'X-b-default-title' ? 'X-b' : sku,
    ),
  )
  assert.ok(warnings.some(({ line, reason }) => line === 3 && reason.includes('"X-m"')))
  assert.ok(warnings.some(({ line, reason }) => line === 6 && reason.includes('same option')))
})

test('lines of a product need not stand together', async () => {
  const { withStock } = await readText(
    'Handle,Title,Option1 Name,Option1 Value,Variant Price\n' +
      'a,A,Size,S,1\nb,B,Size,S,2\na,,,M,3\n',
  )
  assert.deepEqual(
    withStock.map(({ product, line }) => [product.handle, product.variants.length, line]),
    [
      ['b', 1, 3],
      ['a', 2, 2],
    ],
  )
})

test('a bad row is named with line and reason and costs only itself', async () => {
  const { products, refused } = await readText(
    'Handle,Title,Option1 Name,Option1 Value,Variant Price\n' +
      'a,A,Size,S,cheap\na,,,M,3\n,,,,5\nb,,Size,S,1\nc,C,Size,S,\n',
  )
  assert.deepEqual(
    products.map(({ handle, variants }) => [handle, variants.length]),
    [['a', 1]],
  )
  assert.deepEqual(
    refused.toSorted((one, other) => one.line - other.line),
    [
      { line: 2, reason: 'price "cheap" is not an amount in SGD', handle: 'a' },
      { line: 4, reason: 'the row has neither a handle nor a title' },
      { line: 5, reason: 'it has no title', handle: 'b' },
      { line: 6, reason: 'the variant has no price', handle: 'c' },
      { line: 6, reason: 'it has no variant with a price', handle: 'c' },
    ],
  )
})

test('a file without prices is an update, not a catalogue: every row is refused', async () => {
  const { products, refused } = await readText('Handle,Title,Variant SKU\na,A,1\nb,B,2\n')
  assert.equal(products.length, 0)
  assert.deepEqual(
    refused.map(({ line, handle }) => [line, handle]),
    [
      [2, 'a'],
      [3, 'b'],
    ],
  )
  assert.match(refused[0]?.reason ?? '', /Variant Price/)
})

test('cells and column names that are padded to a fixed width are trimmed', async () => {
  const { products } = await readText(
    'Handle    ,Title       ,Body (HTML)   ,Variant Price\n' +
      'mug       ,Mug         ,"<p>A, b</p>" ,4.00         \n',
  )
  assert.equal(products[0]?.title, 'Mug')
  assert.equal(products[0]?.descriptionHtml, '<p>A, b</p>')
})

test('the column names of Shopify’s newer template are understood', async () => {
  const { withStock } = await readText(
    'Title,URL handle,Description,SKU,Price,Inventory tracker,Inventory quantity,Continue selling when out of stock,Weight value (grams),Product image URL\n' +
      'Mug,mug,<p>x</p>,M1,4.00,shopify,7,CONTINUE,300,https://example.com/m.png\n',
  )
  assert.equal(withStock[0]?.product.variants[0]?.grams, 300)
  assert.equal(withStock[0]?.product.media.length, 1)
  assert.deepEqual(withStock[0]?.stock, [{ sku: 'M1', onHand: 7, backorder: true }])
})

test('a handle that cannot be an address is mended, and one in another script is kept', async () => {
  const { products, warnings, refused } = await readText(
    'Handle,Title,Variant Price\nred mug,A,1\nnhẫn-bạc,B,1\nred-mug,C,1\n',
  )
  assert.deepEqual(
    products.map(({ handle }) => handle),
    ['red-mug', 'nhẫn-bạc'],
  )
  assert.ok(warnings.some(({ line }) => line === 2))
  assert.equal(refused[0]?.line, 4)
})

test('a currency that the shop does not know refuses the file', async () => {
  const { refused } = await readText(lamp, { currency: 'XXX' })
  assert.match(refused[0]?.reason ?? '', /XXX is not a currency/)
})

test('reading a file twice gives the same bytes', async () => {
  const first = await readText(lamp)
  const second = await readText(lamp)
  assert.equal(JSON.stringify(first.items), JSON.stringify(second.items))
})
