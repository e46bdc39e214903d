import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#kernel/core/decider.ts'
import { filtersMax, parseFilter } from '#services/search/filter.ts'

test('values of one name stand together', () => {
  assert.deepEqual(parseFilter('vendor:Acme, option.Size:M,option.Size:L,'), {
    values: { vendor: ['Acme'], 'option.Size': ['M', 'L'] },
    price: null,
  })
  assert.deepEqual(parseFilter(''), { values: {}, price: null })
})

test('a value holds colons, and commas and backslashes behind a backslash', () => {
  assert.deepEqual(parseFilter('tag:a:b,vendor:Acme\\, Inc,type:a\\\\b'), {
    values: { tag: ['a:b'], vendor: ['Acme, Inc'], type: ['a\\b'] },
    price: null,
  })
})

test('a price is a range, open at either end', () => {
  const priceOf = (text: string) => {
    const parsed = parseFilter(text)
    return isRefusal(parsed) ? parsed.detail : parsed.price
  }
  assert.deepEqual(priceOf('price:1000..5000'), { from: 1_000, to: 5_000 })
  assert.deepEqual(priceOf('tag:new,price:1000..'), { from: 1_000 })
  assert.deepEqual(priceOf('price:..0'), { to: 0 })
})

const tooMany = 'tag:a,'.repeat(filtersMax + 1)
const prices = ['price:..', 'price:5', 'price:-1..2', 'price:1.5..2', `price:${'9'.repeat(16)}..`]
const twice = 'price:1..2,price:3..4'
const others = ['Acme', 'vendor:', 'colour:red', 'option.:x', 'constructor:x', tooMany]
for (const text of [...others, ...prices, twice]) {
  test(`a filter is refused: ${text.slice(0, 24)}`, () => {
    const refused = parseFilter(text)
    assert.ok(isRefusal(refused) && refused.code === 'search.bad-filter')
  })
}
