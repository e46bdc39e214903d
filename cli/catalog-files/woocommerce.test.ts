import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText } from '#cli/catalog-files/testing.ts'

const header =
  'ID,Type,SKU,Name,Published,Visibility in catalog,Short description,Description,Date sale price starts,Tax status,Tax class,In stock?,Stock,Backorders allowed?,Weight (lbs),Sale price,Regular price,Categories,Images,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,Attribute 2 name,Attribute 2 value(s),Meta: colour_code\n'

const row = (cells: Record<string, string>) =>
  `${header
    .trim()
    .split(',')
    .map((name) => `"${(cells[name] ?? '').replaceAll('"', '""')}"`)
    .join(',')}\n`

test('variations find their parent by id or SKU, before it or after it', async () => {
  const { products } = await readText(
    header +
      row({
        Type: 'variation',
        SKU: 'S-L',
        Parent: 'id:7',
        'Regular price': '12',
        'Attribute 1 name': 'Size',
        'Attribute 1 value(s)': 'L',
      }) +
      row({
        ID: '7',
        Type: 'variable',
        SKU: 'SHIRT',
        Name: 'Shirt',
        Published: '1',
        'Attribute 1 name': 'Size',
        'Attribute 1 value(s)': 'S, L',
        'Attribute 2 name': 'Cloth',
        'Attribute 2 value(s)': 'Linen',
      }) +
      row({
        Type: 'variation',
        Parent: 'SHIRT',
        'Regular price': '10',
        'Attribute 1 name': 'Size',
        'Attribute 1 value(s)': 'S',
      }),
  )
  const [shirt] = products
  assert.equal(products.length, 1)
  assert.deepEqual(shirt?.options, [{ name: 'Size' }])
  assert.deepEqual(
    shirt?.variants.map(({ sku, options, prices }) => [sku, options[0], prices[0]?.amount]),
    [
      ['S-L', 'L', 1200],
      ['shirt-s', 'S', 1000],
    ],
  )
  assert.deepEqual(shirt?.fields, { cloth: { type: 'list', value: ['Linen'] } })
})

test('a variation whose parent is missing is refused with its line', async () => {
  const { refused } = await readText(
    header + row({ Type: 'variation', Parent: 'id:99', 'Regular price': '1' }),
  )
  assert.deepEqual(refused, [
    { line: 2, reason: 'a variation of "id:99", which is not in this file' },
  ])
})

test('blank stock is not counted, zero is none, and out of stock cannot be bought', async () => {
  const product = (name: string, cells: Record<string, string>) =>
    row({ Type: 'simple', SKU: name, Name: name, 'Regular price': '1', 'In stock?': '1', ...cells })
  const { withStock } = await readText(
    header +
      product('a', {}) +
      product('b', { Stock: '0' }) +
      product('c', { 'In stock?': '0' }) +
      product('d', { Stock: '5', 'Backorders allowed?': 'notify' }) +
      product('e', { 'In stock?': 'backorder' }),
  )
  assert.deepEqual(
    withStock.map(({ product: { variants }, stock: [level] }) => [
      variants[0]?.tracked,
      level?.onHand,
      level?.backorder,
    ]),
    [
      [false, undefined, undefined],
      [true, 0, false],
      [true, 0, false],
      [true, 5, true],
      [true, 0, true],
    ],
  )
})

test('a comma in a category’s name is written with a backslash', async () => {
  const { categories, products } = await readText(
    header +
      row({
        Type: 'simple',
        Name: 'Jam',
        'Regular price': '3',
        Categories: 'Food > Jam\\, honey, Gifts',
      }),
  )
  assert.deepEqual(
    categories.map(({ title, parent }) => [title, parent]),
    [
      ['Food', undefined],
      ['Jam, honey', 'food'],
      ['Gifts', undefined],
    ],
  )
  assert.deepEqual(products[0]?.categories, ['food-jam-honey', 'food', 'gifts'])
})

test('a sale price lowers the price unless it has dates', async () => {
  const { products, warnings } = await readText(
    header +
      row({ Type: 'simple', Name: 'A', 'Regular price': '20', 'Sale price': '15' }) +
      row({
        Type: 'simple',
        Name: 'B',
        'Regular price': '20',
        'Sale price': '15',
        'Date sale price starts': '2030-01-01',
      }),
  )
  assert.equal(products[0]?.variants[0]?.prices[0]?.amount, 1500)
  assert.equal(products[0]?.variants[0]?.compareAt?.amount, 2000)
  assert.equal(products[1]?.variants[0]?.prices[0]?.amount, 2000)
  assert.equal(warnings[0]?.line, 3)
})

test('virtual products are not sent, external and hidden ones are drafts, grouped ones refused', async () => {
  const { products, refused } = await readText(
    header +
      row({ Type: 'simple, downloadable, virtual', Name: 'Album', 'Regular price': '9' }) +
      row({ Type: 'external', Name: 'Elsewhere', 'Regular price': '9' }) +
      row({
        Type: 'simple',
        Name: 'Hidden',
        'Regular price': '9',
        'Visibility in catalog': 'hidden',
      }) +
      row({ Type: 'grouped', Name: 'Bundle' }) +
      row({ Type: 'simple', Name: 'No price' }),
  )
  assert.deepEqual(
    products.map(({ status, variants }) => [status, variants[0]?.requiresShipping]),
    [
      ['active', false],
      ['draft', true],
      ['draft', true],
    ],
  )
  assert.deepEqual(
    refused.map(({ line }) => line),
    [5, 6],
  )
})

test('weights in pounds become grams, taxes their class, and folded line ends real ones', async () => {
  const { products } = await readText(
    header +
      row({
        Type: 'simple',
        Name: "'=Mug",
        'Regular price': '9',
        'Weight (lbs)': '1.5',
        'Tax class': 'reduced-rate',
        Description: 'one\\ntwo',
        'Meta: colour_code': '7',
      }),
  )
  const [mug] = products
  assert.equal(mug?.title, '=Mug')
  assert.equal(mug?.variants[0]?.grams, 680)
  assert.equal(mug?.variants[0]?.weightUnit, 'lb')
  assert.equal(mug?.variants[0]?.taxClass, 'reduced')
  assert.equal(mug?.descriptionHtml, 'one\ntwo')
  assert.deepEqual(mug?.origin, { format: 'woocommerce', columns: { 'Meta: colour_code': '7' } })
})

test('tables in the style of the REST API are understood', async () => {
  const { products, warnings } = await readText(
    'id,name,sku,type,status,price,regular_price,sale_price,stock_quantity,all_images,categories,permalink\n' +
      '5,Čarape,C5,variable,publish,2890,,,,https://example.com/a.webp; https://example.com/b.webp,Deca; Novo,https://example.com/p/carape/\n',
    { currency: 'RSD' },
  )
  assert.equal(products[0]?.handle, 'carape')
  assert.equal(products[0]?.media.length, 2)
  assert.deepEqual(products[0]?.categories, ['deca', 'novo'])
  assert.equal(products[0]?.variants[0]?.prices[0]?.amount, 289_000)
  assert.match(warnings[0]?.reason ?? '', /variations are not in this file/)
})
