import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#kernel/core/decider.ts'
import { filtersMax, parseFilter } from '#services/search/filter.ts'

test('values of one name stand together', () => {
  assert.deepEqual(parseFilter('vendor:Acme, option.Size:M,option.Size:L,'), {
    vendor: ['Acme'],
    'option.Size': ['M', 'L'],
  })
  assert.deepEqual(parseFilter(''), {})
})

test('a value holds colons, and commas and backslashes behind a backslash', () => {
  assert.deepEqual(parseFilter('tag:a:b,vendor:Acme\\, Inc,type:a\\\\b'), {
    tag: ['a:b'],
    vendor: ['Acme, Inc'],
    type: ['a\\b'],
  })
})

const tooMany = 'tag:a,'.repeat(filtersMax + 1)
for (const text of ['Acme', 'vendor:', 'colour:red', 'option.:x', 'constructor:x', tooMany]) {
  test(`a filter is refused: ${text.slice(0, 20)}`, () => {
    const refused = parseFilter(text)
    assert.ok(isRefusal(refused) && refused.code === 'search.bad-filter')
  })
}
