import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText } from '#cli/catalog-files/testing.ts'
import { demoCatalog } from '#cli/demo-catalog/demo-catalog.ts'

const [product] = demoCatalog().products

const read = (...lines: unknown[]) =>
  readText(
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    {
      name: 'catalog.jsonl',
    },
  )

test('a line is a product, a product with its stock, or a category', async () => {
  const category = { handle: 'mugs', title: 'Mugs', description: '', position: 0 }
  const stock = [{ sku: 'A', onHand: 1, backorder: false }]
  const { items } = await read({ category }, { product, stock }, '', {
    ...product,
    handle: 'another',
  })
  assert.deepEqual(items, [
    { category },
    { product, stock, line: 2 },
    { product: { ...product, handle: 'another' }, stock: [], line: 4 },
  ])
})

test('a line that is not what it should be is refused with the reason', async () => {
  const { refused, products } = await read(
    'not json',
    '[1]',
    { ...product, title: '' },
    { product, stock: [{ sku: 1 }] },
    { category: { handle: 'no title' } },
    { product },
    { product },
  )
  assert.equal(products.length, 1)
  assert.deepEqual(
    refused.map(({ line }) => line),
    [1, 2, 3, 4, 5, 7],
  )
  assert.match(refused[2]?.reason ?? '', /\/title/)
})

test('products of the Icecat extract get typed fields', async () => {
  const { products, categories, refused } = await read(
    {
      id: '77',
      name: 'XY-1',
      title: 'Acme XY-1 "wide" monitor',
      ean: ['0000000000017', '0000000000024'],
      supplier: 'Acme',
      price: 24_995,
      date_released: '2010-02-03T00:00:00Z',
      short_description: '24" & <b>',
      img_high: 'http://example.com/high.jpg',
      attr_t_product_type: 'Monitor',
      attr_n_diagonal: 24.5,
      attr_b_touchscreen: false,
    },
    { id: '78', name: 'XY-1', title: 'Other', supplier: 'Acme', ean: [], price: 1.5 },
  )
  const [monitor] = products
  assert.equal(monitor?.handle, 'acme-xy-1-wide-monitor-77')
  assert.equal(monitor?.descriptionHtml, '<p>24" &amp; &lt;b></p>')
  assert.deepEqual(monitor?.variants[0]?.prices, [{ amount: 24_995, currency: 'SGD' }])
  assert.equal(monitor?.variants[0]?.sku, 'XY-1')
  assert.equal(monitor?.variants[0]?.barcode, '0000000000017')
  assert.deepEqual(monitor?.fields['diagonal'], { type: 'number', value: 24.5 })
  assert.deepEqual(monitor?.fields['touchscreen'], { type: 'boolean', value: false })
  assert.deepEqual(monitor?.fields['date-released'], { type: 'date', value: '2010-02-03' })
  assert.deepEqual(
    categories.map(({ handle }) => handle),
    ['monitor'],
  )
  assert.equal(refused[0]?.line, 2)
})
