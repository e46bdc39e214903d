import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import { demoCatalog } from '#cli/demo-catalog/demo-catalog.ts'
import { CategoryInput, ProductInput } from '#services/catalog/contract.ts'

const { categories, collections, products, stock } = demoCatalog()
const variants = products.flatMap((product) => product.variants)

test('the demo shop has a hundred products in eight categories or more', () => {
  assert.ok(products.length >= 100, `${products.length} products`)
  assert.ok(categories.filter((category) => !category.parent).length >= 8)
})

test('every product and category of the demo shop keeps to the contract', () => {
  for (const product of products) {
    assert.deepEqual([...Value.Errors(ProductInput, product)], [], product.handle)
  }
  for (const category of categories) {
    assert.deepEqual([...Value.Errors(CategoryInput, category)], [], category.handle)
  }
})

test('handles, SKUs and barcodes of the demo shop are unique', () => {
  unique(products.map((product) => product.handle))
  unique(categories.map((category) => category.handle))
  unique(variants.map((variant) => variant.sku))
  unique(variants.flatMap((variant) => variant.barcode ?? []))
})

test('products stand in categories and collections that exist', () => {
  const known = new Set(categories.map((category) => category.handle))
  const gathered = new Set(collections.map((collection) => collection.handle))
  for (const product of products) {
    assert.ok(
      product.categories.every((handle) => known.has(handle)),
      product.handle,
    )
    assert.ok(
      product.collections.every((handle) => gathered.has(handle)),
      product.handle,
    )
  }
  for (const handle of gathered) {
    assert.ok(
      products.filter((product) => product.collections.includes(handle)).length >= 4,
      handle,
    )
  }
})

test('a gift under 50 costs less than 50 Singapore dollars', () => {
  for (const product of products.filter((each) => each.collections.includes('gifts-under-50'))) {
    const cheapest = Math.min(...product.variants.map((variant) => variant.prices[0]?.amount ?? 0))
    assert.ok(cheapest < 5_000, product.handle)
  }
})

test('every counted variant has stock on record, and some is low, sold out or on backorder', () => {
  const counted = variants.filter((variant) => variant.tracked).map((variant) => variant.sku)
  assert.deepEqual(
    stock.map(({ sku }) => sku),
    counted,
  )
  assert.ok(stock.some(({ onHand, backorder }) => onHand === 0 && !backorder))
  assert.ok(stock.some(({ onHand, backorder }) => onHand === 0 && backorder))
  assert.ok(stock.some(({ onHand }) => onHand > 0 && onHand < 5))
})

test('prices are in SGD first, and some are set by hand for AUD and USD', () => {
  assert.ok(variants.every((variant) => variant.prices[0]?.currency === 'SGD'))
  const currencies = new Set(variants.flatMap((variant) => variant.prices.map((p) => p.currency)))
  assert.deepEqual([...currencies].toSorted(), ['AUD', 'SGD', 'USD'])
})

test('every product has two pictures or more, and the picture of a variant is among them', () => {
  for (const product of products) {
    const urls = product.media.map(({ url }) => url)
    assert.ok(urls.length >= 2, product.handle)
    unique(urls)
    assert.ok(
      product.variants.every(({ image }) => image !== undefined && urls.includes(image)),
      product.handle,
    )
  }
})

function unique(values: readonly string[]): void {
  const repeated = values.filter((value, at) => values.indexOf(value) !== at)
  assert.deepEqual(repeated, [])
}
