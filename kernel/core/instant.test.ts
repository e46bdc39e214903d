import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { days, epochMsOf, hours, instantOf, minutes, seconds } from '#kernel/core/instant.ts'

/** From 1970 to the last year that RFC 3339 can write. */
const time = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(9999, 11, 31) })

suite('an instant', () => {
  test('reads back as it was written', () => {
    assert.equal(instantOf(0), '1970-01-01T00:00:00.000Z')
    fc.assert(fc.property(time, (ms) => assert.equal(epochMsOf(instantOf(ms)), ms)))
  })

  test('sorts as text as it does in time', () => {
    fc.assert(
      fc.property(time, time, (one, other) => {
        assert.equal(instantOf(one) < instantOf(other), one < other)
      }),
    )
  })
})

test('lengths of time are milliseconds', () => {
  assert.deepEqual([seconds(2), minutes(2), hours(2), days(2)], [2e3, 12e4, 72e5, 1728e5])
})
