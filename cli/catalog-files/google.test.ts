import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText, written } from '#cli/catalog-files/testing.ts'
import { demoCatalog } from '#cli/demo-catalog/demo-catalog.ts'

const feed = (items: string, before = '') =>
  `<?xml version="1.0"?>${before}<rss xmlns:g="http://base.google.com/ns/1.0"><channel>` +
  `<title>x</title>${items}</channel></rss>`

const item = (cells: Record<string, string>) =>
  `<item>${Object.entries(cells)
    .map(([name, text]) => `<g:${name}>${text}</g:${name}>`)
    .join('')}</item>\n`

const jacket = (id: string, size: string, more: Record<string, string> = {}) =>
  item({
    id,
    title: `<![CDATA[Alp Jacket - Black - Size ${size}]]>`,
    price: '349.00 EUR',
    availability: 'in_stock',
    item_group_id: 'alp',
    color: 'Black',
    size,
    product_type: 'Apparel &gt; Jackets',
    ...more,
  })

test('the items of a group are variants of one product', async () => {
  const { products, categories, warnings } = await readText(
    feed(jacket('a-m', 'M') + item({ id: 'z', title: 'Zip', price: '1 EUR' }) + jacket('a-l', 'L')),
  )
  const alp = products.find(({ variants }) => variants.length === 2)
  assert.equal(alp?.title, 'Alp Jacket')
  assert.deepEqual(alp?.options, [{ name: 'Size' }])
  assert.deepEqual(
    alp?.variants.map(({ sku, options, prices }) => [sku, options[0], prices[0]]),
    [
      ['a-m', 'M', { amount: 34_900, currency: 'EUR' }],
      ['a-l', 'L', { amount: 34_900, currency: 'EUR' }],
    ],
  )
  assert.deepEqual(
    categories.map(({ handle }) => handle),
    ['apparel', 'apparel-jackets'],
  )
  assert.match(warnings[0]?.reason ?? '', /prices are in EUR, not in SGD/)
})

test('items without a price, without a title or in an unknown currency are refused', async () => {
  const { products, refused } = await readText(
    feed(
      item({ id: '1', title: 'A' }) +
        item({ id: '2', price: '1 SGD' }) +
        item({ id: '3', title: 'C', price: '1 XTS' }) +
        item({ id: '4', title: 'D', price: '1 SGD' }),
    ),
  )
  assert.equal(products.length, 1)
  assert.deepEqual(
    refused.map(({ line, handle }) => [line, handle]),
    [
      [1, '1'],
      [2, '2'],
      [3, '3'],
    ],
  )
})

test('a document type is refused before any entity in it is read', async () => {
  const bomb = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
  const { products, refused } = await readText(
    feed(item({ id: '1', title: '&a;', price: '1 SGD' }), bomb),
    { name: 'feed.xml' },
  )
  assert.equal(products.length, 0)
  assert.match(refused[0]?.reason ?? '', /document type/)
})

test('a fault in the XML is reported with its line and the rest is read', async () => {
  const { products, refused } = await readText(
    feed(
      `\n${item({ id: '1', title: 'A &nbsp; b', price: '1 SGD' })}${item({ id: '2', title: 'B', price: '2 SGD' })}`,
    ),
  )
  assert.equal(products.length, 2)
  assert.equal(refused[0]?.line, 2)
})

test('bogus attributes and nested elements do no harm', async () => {
  const { products } = await readText(
    feed(
      `<item><g:id namespaces="{'g': 'x'}">1</g:id><g:title>A</g:title><g:price>16400000 VND</g:price>` +
        '<g:shipping><g:country>VN</g:country><g:price>0 VND</g:price></g:shipping></item>',
    ),
    { currency: 'VND' },
  )
  assert.equal(products[0]?.variants[0]?.prices[0]?.amount, 16_400_000)
  assert.equal(products[0]?.origin?.columns['shipping.country'], 'VN')
})

test('availability is understood in its many spellings', async () => {
  const said = ['in stock', 'in_stock', 'https://schema.org/InStock', 'out of stock', 'preorder']
  const { withStock } = await readText(
    feed(
      said
        .map((availability, at) =>
          item({ id: `${at}`, title: `T${at}`, price: '1 SGD', availability }),
        )
        .join(''),
    ),
  )
  assert.deepEqual(
    withStock.map(({ product, stock }) => [product.variants[0]?.tracked, stock[0]?.backorder]),
    [
      [false, undefined],
      [false, undefined],
      [false, undefined],
      [true, false],
      [true, true],
    ],
  )
})

test('a sale price is the price, and the price what it was before', async () => {
  const { products } = await readText(
    feed(item({ id: '1', title: 'A', price: '89.99 USD', sale_price: '69.99 USD' })),
  )
  assert.deepEqual(products[0]?.variants[0]?.prices, [{ amount: 6_999, currency: 'USD' }])
  assert.deepEqual(products[0]?.variants[0]?.compareAt, { amount: 8_999, currency: 'USD' })
})

test('feeds as tables, with tabs or commas, read like XML', async () => {
  const { products } = await readText(
    'id\ttitle\tlink\timage_link\tadditional_image_link\tprice\tshipping_weight\n' +
      '1\tA\thttps://example.com\thttps://example.com/1.png?a=1&amp;b=2\thttps://example.com/2.png,https://example.com/3.png\t75 EUR\t1.5 kg\n',
  )
  assert.deepEqual(
    products[0]?.media.map(({ url }) => url),
    ['https://example.com/1.png?a=1&b=2', 'https://example.com/2.png', 'https://example.com/3.png'],
  )
  assert.equal(products[0]?.variants[0]?.grams, 1_500)
})

test('our own feed is well-formed and reads back as what can be bought', async () => {
  const { products, stock } = demoCatalog()
  const text = await written(
    'google',
    products.map((product) => ({ product, stock })),
    { shopUrl: 'https://shop.example' },
  )
  const read = await readText(text, { name: 'feed.xml' })
  assert.deepEqual(read.refused, [])
  const skus = (of: typeof products) => of.flatMap(({ variants }) => variants.map(({ sku }) => sku))
  assert.deepEqual(skus(read.products), skus(products))
  const mug = read.products.find(({ title }) => title.startsWith('Tide stoneware mug'))
  assert.match(mug?.media[0]?.url ?? '', /^https:\/\/shop\.example\/media\/demo\//)
})

test('drafts are no part of a feed', async () => {
  const [product] = demoCatalog().products
  assert.ok(product)
  const text = await written('google', [{ product: { ...product, status: 'draft' }, stock: [] }])
  assert.doesNotMatch(text, /<item>/)
})
