import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sameData } from '#kernel/core/same-data.ts'

test('member order and undefined members do not count', () => {
  assert.ok(sameData({ a: 1, b: [{ c: 'x' }] }, { b: [{ c: 'x', d: undefined }], a: 1 }))
})

test('a different value, a missing member, another length and another shape count', () => {
  assert.ok(!sameData({ a: 1 }, { a: 2 }))
  assert.ok(!sameData({ a: 1 }, { a: 1, b: null }))
  assert.ok(!sameData([1, 2], [1]))
  assert.ok(!sameData([], {}))
  assert.ok(!sameData({}, []))
  assert.ok(!sameData(null, {}))
})
