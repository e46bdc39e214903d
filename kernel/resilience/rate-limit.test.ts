import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { RateLimiter } from '#kernel/resilience/rate-limit.ts'

describe('a bucket of tokens', () => {
  it('is full at first, and fills evenly', () => {
    const limiter = new RateLimiter({ perSecond: 2, burst: 3 })
    assert.deepEqual(
      [0, 0, 0].map((nowMs) => limiter.take('a', nowMs)),
      [0, 0, 0],
    )
    assert.equal(limiter.take('a', 0), 500)
    assert.equal(limiter.take('a', 499) > 0, true)
    assert.equal(limiter.take('a', 500), 0)
    assert.equal(limiter.take('a', 500) > 0, true)
  })

  it('belongs to one client', () => {
    const limiter = new RateLimiter({ perSecond: 1, burst: 1 })
    assert.equal(limiter.take('a', 0), 0)
    assert.equal(limiter.take('b', 0), 0)
    assert.ok(limiter.take('a', 0) > 0)
  })

  it('never holds more than its size', () => {
    const limiter = new RateLimiter({ perSecond: 100, burst: 2 })
    limiter.take('a', 0)
    assert.deepEqual(
      [1, 1, 1].map(() => limiter.take('a', 1_000_000) === 0),
      [true, true, false],
    )
  })
})
