import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detectFormat } from '#cli/catalog-files/detect.ts'

const formatOf = async (start: string, name = 'file.csv') => {
  const found = await detectFormat(name, start)
  return 'format' in found ? found.format : found.reason
}

test('a file is known by its columns', async () => {
  assert.equal(await formatOf('Handle,Title,Body (HTML),Variant Price\n'), 'shopify')
  assert.equal(await formatOf('"Title","URL handle","Description"\n'), 'shopify')
  assert.equal(await formatOf('\ufeffID,Type,SKU,Name,Published,"Regular price"\n'), 'woocommerce')
  assert.equal(await formatOf('id,name,sku,type,status,price,regular_price\n'), 'woocommerce')
  assert.equal(await formatOf('id\ttitle\tdescription\tlink\tprice\n'), 'google')
  assert.equal(await formatOf('g:id,g:title,g:price\n'), 'google')
})

test('XML is a feed and an object is JSON lines', async () => {
  assert.equal(await formatOf('<?xml version="1.0"?><rss/>', 'feed'), 'google')
  assert.equal(await formatOf('{"handle":"a"}', 'anything.txt'), 'jsonl')
  assert.equal(await formatOf('oops', 'catalog.ndjson.gz'), 'jsonl')
})

test('the separator is found too', async () => {
  assert.deepEqual(await detectFormat('f', 'Handle;Title;Variant Price\n'), {
    format: 'shopify',
    delimiter: ';',
  })
  assert.deepEqual(await detectFormat('f', 'Handle\t"Title, long"\tVendor\n', 'shopify'), {
    format: 'shopify',
    delimiter: '\t',
  })
})

test('what is no product file is refused with a word on what it looks like', async () => {
  assert.match(await formatOf('order_number,order_date,status\n1,2,3\n'), /order_number/)
  assert.match(await formatOf(''), /empty/)
  assert.match(await formatOf('just some words'), /no product file/)
})
