import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDefiniteNo } from '#apps/ui/api/definite-no.ts'
import { ApiError, offline } from '#apps/ui/api/problem.ts'

const answered = (status: number, code = 'orders.too-much') =>
  new ApiError({ status, code, title: 'No', detail: '' })

test('a refusal was decided', () => {
  for (const status of [400, 403, 404, 409, 412, 422])
    assert.equal(isDefiniteNo(answered(status)), true, String(status))
})

test('what failed, passes or is still at work may have happened', () => {
  for (const status of [408, 429, 500, 502, 503, 504])
    assert.equal(isDefiniteNo(answered(status)), false, String(status))
  assert.equal(isDefiniteNo(answered(503, 'outcome-unknown')), false)
  assert.equal(isDefiniteNo(answered(409, 'http.still-running')), false)
  assert.equal(isDefiniteNo(answered(409, 'already-consumed')), false)
  assert.equal(isDefiniteNo(new ApiError(offline)), false)
  assert.equal(isDefiniteNo(new TypeError('a bug')), false)
})
