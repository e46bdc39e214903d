import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshnessOf } from '#world/edge/freshness.ts'

const of = (control: string, more: Record<string, string> = {}) =>
  freshnessOf(200, { 'cache-control': control, ...more }, 5_000)

describe('the freshness of an answer', () => {
  it('follows max-age, s-maxage and stale-while-revalidate', () => {
    assert.deepEqual(of('public, max-age=10, stale-while-revalidate=60'), {
      freshMs: 10_000,
      staleMs: 60_000,
      failureMs: 60_000,
    })
    assert.deepEqual(of('public, max-age=10, s-maxage="2"'), {
      freshMs: 2_000,
      staleMs: 0,
      failureMs: 5_000,
    })
    assert.equal(of('public, max-age=1, must-revalidate')?.failureMs, 0)
    assert.equal(of('public, max-age=1, stale-if-error=30')?.failureMs, 30_000)
  })

  for (const control of [
    'max-age=10',
    'private, max-age=10',
    'public, no-store',
    'public, no-cache, max-age=10',
    'public',
    'public, max-age=ten',
  ]) {
    it(`is none for ${control}`, () => assert.equal(of(control), null))
  }

  it('is none for what differs by caller, sets a cookie or is no 200', () => {
    assert.equal(of('public, max-age=10', { vary: 'cookie' }), null)
    assert.equal(of('public, max-age=10', { 'set-cookie': 'a=b' }), null)
    assert.equal(freshnessOf(404, { 'cache-control': 'public, max-age=10' }, 0), null)
    assert.notEqual(of('public, max-age=10', { vary: 'Accept-Encoding' }), null)
  })
})
