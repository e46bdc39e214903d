import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#kernel/core/decider.ts'
import type { Money } from '#kernel/core/money.ts'
import { browse, type Browse } from '#services/catalog/browse.ts'
import { aProduct, aVariant, CatalogFixture } from '#services/catalog/catalog-fixture.ts'
import { collection } from '#services/catalog/collection.ts'
import { collectionId, productId, type ProductInput } from '#services/catalog/contract.ts'
import { product } from '#services/catalog/product.ts'
import { findActiveProduct, listByHandle, previewCollections } from '#services/catalog/queries.ts'

const priced = (handle: string, amount: number, over: Partial<ProductInput> = {}): ProductInput =>
  aProduct({
    handle,
    title: handle,
    variants: [aVariant({ sku: handle, prices: [{ amount, currency: 'SGD' }] })],
    ...over,
  })

function shop() {
  const fixture = new CatalogFixture((_query, input) =>
    (input as { prices: Money[][] }).prices.map(([own]) =>
      own ? { amount: own.amount * 2, currency: 'AUD' } : null,
    ),
  )
  for (const input of [
    priced('cup', 900, { categories: ['kitchen'] }),
    priced('tea', 1999, { categories: ['drinks'], collections: ['new'] }),
    priced('ant', 50, { status: 'draft', collections: ['new'] }),
    priced('bag', 10_000),
  ]) {
    const id = productId(input.handle, 'sin')
    fixture.save(product, id, { type: 'save', id, input })
  }
  fixture.save(collection, collectionId('new', 'sin'), {
    type: 'save',
    input: { handle: 'new', title: 'New', description: '', position: 0 },
  })
  return fixture.context()
}

async function handles(wanted: Browse) {
  const page = await browse(wanted, shop())
  assert.ok(!isRefusal(page))
  return page.items.map(({ handle }) => handle)
}

test('products on sale are listed newest first, or as asked', async () => {
  assert.deepEqual(await handles({}), ['bag', 'tea', 'cup'])
  assert.deepEqual(await handles({ sort: 'title' }), ['bag', 'cup', 'tea'])
  assert.deepEqual(await handles({ sort: 'price' }), ['cup', 'tea', 'bag'])
  assert.deepEqual(await handles({ sort: '-price' }), ['bag', 'tea', 'cup'])
})

test('a category and a collection hold their own', async () => {
  assert.deepEqual(await handles({ category: 'drinks' }), ['tea'])
  assert.deepEqual(await handles({ collection: 'new' }), ['tea'])
  assert.deepEqual(await handles({ category: 'drink' }), [])
})

test('pages follow each other', async () => {
  const first = await browse({ sort: 'price', limit: 2 }, shop())
  assert.ok(!isRefusal(first) && first.next !== null)
  assert.deepEqual(await handles({ sort: 'price', limit: 2, cursor: first.next }), ['bag'])
})

test('a category and a collection at once are refused', async () => {
  const refused = await browse({ category: 'drinks', collection: 'new' }, shop())
  assert.ok(isRefusal(refused) && refused.code === 'catalog.one-shelf')
})

test('cards carry the price asked for', async () => {
  const page = await browse({ collection: 'new', currency: 'AUD' }, shop())
  assert.ok(!isRefusal(page))
  assert.deepEqual(page.items[0]?.price.from, { amount: 3998, currency: 'AUD' })
})

test('a product on sale is found by handle and by id, a draft is not', async () => {
  const context = shop()
  assert.equal((await findActiveProduct('tea', context))?.handle, 'tea')
  assert.equal((await findActiveProduct(productId('tea', 'sin'), context))?.handle, 'tea')
  assert.equal(await findActiveProduct('ant', context), null)
  assert.equal(await findActiveProduct('none', context), null)
})

test('an export holds drafts too, by handle', async () => {
  const { items } = await listByHandle({}, shop())
  assert.deepEqual(
    items.map(({ handle }) => handle),
    ['ant', 'bag', 'cup', 'tea'],
  )
})

test('a collection is previewed with what is on sale in it', async () => {
  const [preview] = await previewCollections(
    { collections: 3, products: 4, currency: null },
    shop(),
  )
  assert.equal(preview?.collection.handle, 'new')
  assert.deepEqual(
    preview?.products.map(({ handle }) => handle),
    ['tea'],
  )
})
