import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiTypes } from '#tools/api-types.ts'

test('every route is written with what it takes and what it answers', async () => {
  const text = await apiTypes()
  assert.match(
    text,
    /'GET \/v1\/checkout': \{\n {4}params: null\n {4}query: \{ cartId: string; country: string \}/,
  )
  assert.match(
    text,
    /'PUT \/v1\/carts\/\{id\}\/lines\/\{sku\}': \{\n {4}params: \{ id: string; sku: string \}/,
  )
  assert.match(text, /answer: Order\n/)
})

test('a shape that occurs often has one name', async () => {
  const text = await apiTypes()
  assert.equal(text.match(/amount: number; currency: Currency/g)?.length, 1)
  assert.match(text, /export type Money = \{ amount: number; currency: Currency \}/)
})
