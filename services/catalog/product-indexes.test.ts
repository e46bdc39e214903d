import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aProduct, aVariant } from '#services/catalog/catalog-fixture.ts'
import type { ProductInput } from '#services/catalog/contract.ts'
import { productIndexes } from '#services/catalog/product-indexes.ts'

/** DynamoDB takes 1024 bytes for a sort key, PostgreSQL 2704 for an index row. */
const keyBytesMax = 1_024

const kept = (over: Partial<ProductInput>) => ({
  is: 'kept' as const,
  product: { ...aProduct(over), id: 'prd_sin_tea', createdAt: '2026-01-01T00:00:00.000Z' },
})

test('an active product stands on the shelf of all, and on each of its own once', () => {
  const keys = productIndexes['shelf-title'](
    kept({ title: 'Éclair  Noir', categories: ['tea', 'tea'], collections: ['new'] }),
  )
  assert.deepEqual(keys, ['*\u001feclair noir', 'c/tea\u001feclair noir', 'l/new\u001feclair noir'])
})

test('a draft stands on no shelf, yet staff find it and its SKU is taken', () => {
  const draft = kept({ status: 'draft', categories: ['tea'] })
  assert.deepEqual(productIndexes['shelf-price'](draft), [])
  assert.deepEqual(productIndexes.status(draft), ['draft\u001ftea'])
  assert.deepEqual(productIndexes.sku(draft), ['TEA-1\u001f'])
})

test('keys of prices sort as the prices do', () => {
  const amounts = [1_000_000_000_000, 0, 5, 99, 100, 1999]
  const keyOf = (amount: number) =>
    productIndexes['shelf-price'](
      kept({ variants: [aVariant({ prices: [{ amount, currency: 'SGD' }] })] }),
    )[0] ?? ''
  const sorted = [...amounts].sort((one, other) => one - other)
  assert.deepEqual(amounts.map(keyOf).sort(), sorted.map(keyOf))
})

test('no key outgrows what a store accepts', () => {
  const long = '茶'.repeat(255)
  const state = kept({
    handle: long,
    title: '🫖'.repeat(500),
    categories: [long],
    variants: [aVariant({ sku: long })],
  })
  for (const [index, keys] of Object.entries(productIndexes)) {
    for (const key of keys(state)) {
      const bytes = new TextEncoder().encode(key).length
      assert.ok(bytes <= keyBytesMax, `${index}: ${bytes} bytes`)
    }
  }
})

test('a product that is gone is found nowhere', () => {
  for (const keys of Object.values(productIndexes)) assert.deepEqual(keys({ is: 'absent' }), [])
})
