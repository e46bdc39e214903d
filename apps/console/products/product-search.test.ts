import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isNarrowed,
  productQueryOf,
  readProductSearch,
} from '#apps/console/products/product-search.ts'

test('every filter is read from the address and asked for', () => {
  const search = readProductSearch({
    status: 'draft',
    find: 'tea pot',
    category: 'kitchen',
    stock: 'low',
    cursor: 'abc',
    page: 2,
  })
  const { limit: _limit, ...asked } = productQueryOf(search)
  const wanted = { status: 'draft', q: 'tea pot', category: 'kitchen', stock: 'low', cursor: 'abc' }
  assert.deepEqual(asked, wanted)
  assert.ok(isNarrowed(search))
})

test('what stands there and means nothing is left out, and a number is a text', () => {
  assert.deepEqual(readProductSearch({ status: 'gone', stock: 'much', category: '' }), {})
  assert.deepEqual(readProductSearch({ find: 501 }), { find: '501' })
  assert.equal(isNarrowed(readProductSearch({ cursor: 'abc' })), false)
})
