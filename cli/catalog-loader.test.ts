import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CatalogLoader } from '#cli/catalog-loader.ts'
import { fakeShop } from '#cli/shop/fake-shop.ts'
import type { ProductInput } from '#services/catalog/contract.ts'

const tea: ProductInput = {
  handle: 'tea',
  title: 'Tea',
  descriptionHtml: '',
  vendor: '',
  type: '',
  tags: [],
  categories: ['shelf-0'],
  collections: [],
  status: 'active',
  options: [],
  variants: [],
  media: [],
  seo: { title: '', description: '' },
  fields: {},
}

test('a store that is busy is asked again, and the batch goes in', async (t) => {
  const shop = await fakeShop((_, turn) =>
    turn < 2 ? [503, { title: 'Too much work is waiting' }] : [200, { items: [] }],
  )
  t.after(() => shop.close())
  const loader = new CatalogLoader(shop.url, {}, () => undefined)
  await loader.stock({ sku: 'A', onHand: 1, backorder: false })
  await loader.finish()
  assert.deepEqual(
    shop.asked.map(({ path }) => path),
    Array.from({ length: 3 }, () => '/v1/admin/stock/batch'),
  )
})

test('what a store refuses as a whole ends the load with its reason', async (t) => {
  const shop = await fakeShop(() => [422, { detail: 'no such currency' }])
  t.after(() => shop.close())
  const loader = new CatalogLoader(shop.url, {}, () => undefined)
  await loader.stock({ sku: 'A', onHand: 1, backorder: false })
  await assert.rejects(loader.finish(), /answered 422 to a batch of stock: no such currency/)
  assert.equal(shop.asked.length, 1)
})

test('categories are there before the first products that may be in them', async (t) => {
  const shop = await fakeShop(() => [200, { items: [] }])
  t.after(() => shop.close())
  const loader = new CatalogLoader(shop.url, {}, () => undefined)
  const shelf = { title: 'Shelf', description: '', position: 0 }
  for (let batch = 0; batch < 2; batch += 1) {
    await loader.category({ handle: `shelf-${batch}`, ...shelf })
    for (let place = 0; place < 250; place += 1)
      await loader.product({ ...tea, handle: `tea-${batch}-${place}` })
  }
  await loader.finish()
  const asked = shop.asked.map(({ path }) => path.split('/').at(-2))
  assert.deepEqual(asked, ['categories', 'products', 'categories', 'products'])
})
