import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aProduct, aVariant, CatalogFixture } from '#services/catalog/catalog-fixture.ts'
import { productId, type ProductInput } from '#services/catalog/contract.ts'
import { product } from '#services/catalog/product.ts'
import { findSellables } from '#services/catalog/sellables.ts'
import { takenSkus } from '#services/catalog/sku-owners.ts'

const withSkus = (handle: string, ...skus: string[]): ProductInput =>
  aProduct({
    handle,
    options: [{ name: 'Size' }],
    variants: skus.map((sku, position) => aVariant({ sku, options: [`${position}`] })),
  })

function catalogOf(...inputs: ProductInput[]) {
  const fixture = new CatalogFixture()
  for (const input of inputs) {
    const id = productId(input.handle, 'sin')
    fixture.save(product, id, { type: 'save', id, input })
  }
  return fixture.context()
}

const codes = async (context: ReturnType<typeof catalogOf>, ...inputs: ProductInput[]) =>
  (await takenSkus(inputs, context)).map((refusal) => refusal && [refusal.code, refusal.field])

test('a SKU belongs to the product that had it first', async () => {
  const context = catalogOf(withSkus('tea', 'A', 'B'))
  assert.deepEqual(await codes(context, withSkus('cup', 'C', 'B')), [
    ['catalog.sku-taken', '/variants/1/sku'],
  ])
})

test('a product keeps its own SKUs, and one that only starts alike is free', async () => {
  const context = catalogOf(withSkus('tea', 'A', 'B-2'))
  assert.deepEqual(await codes(context, withSkus('tea', 'A', 'B-2', 'D'), withSkus('cup', 'B')), [
    null,
    null,
  ])
})

test('of two products in one batch the first takes the SKU', async () => {
  const context = catalogOf()
  assert.deepEqual(
    await codes(context, withSkus('tea', 'A'), withSkus('cup', 'A'), withSkus('tea', 'A')),
    [null, ['catalog.sku-taken', '/variants/0/sku'], null],
  )
})

test('what a cart needs of a SKU is found, whatever the status, and unknown ones are left out', async () => {
  const draft = {
    ...withSkus('tea', 'A', 'B'),
    status: 'draft' as const,
    media: [{ url: 'https://img.example/tea.jpg', alt: '' }],
  }
  const sellables = await findSellables(['B', 'X', 'B'], catalogOf(draft))
  assert.deepEqual(sellables, [
    {
      sku: 'B',
      productId: productId('tea', 'sin'),
      handle: 'tea',
      title: 'Tea',
      options: ['1'],
      image: 'https://img.example/tea.jpg',
      prices: [{ amount: 1999, currency: 'SGD' }],
      taxClass: 'standard',
      grams: 100,
      tracked: true,
      requiresShipping: true,
      purchasable: false,
    },
  ])
})
