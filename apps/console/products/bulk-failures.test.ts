import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failuresIn } from '#apps/console/products/bulk-failures.ts'

test('what failed is named beside its reason, and what was changed is not', async () => {
  const error = new Error('no')
  const outcomes = await Promise.allSettled([
    Promise.resolve(),
    Promise.reject(error),
    Promise.resolve(),
  ])
  assert.deepEqual(failuresIn(['cup', 'mug', 'pot'], outcomes), [{ handle: 'mug', error }])
})
