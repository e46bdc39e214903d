import { equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '#kernel/core/fault.ts'
import { nextAttemptIn } from '#kernel/events/backoff.ts'

const bug = new Error('a bug')
const away = new Fault('unavailable')

test('the wait doubles and stays between half of it and all of it', () => {
  equal(nextAttemptIn(away, 0, 0), 50)
  equal(nextAttemptIn(away, 0, 1), 100)
  equal(nextAttemptIn(away, 3, 0), 400)
  equal(nextAttemptIn(away, 3, 1), 800)
})

test('no wait is longer than half a minute', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 79 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (tries, chance) => {
        const waitMs = nextAttemptIn(away, tries, chance)
        ok(waitMs !== null && waitMs >= 50 && waitMs <= 30_000)
      },
    ),
  )
})

test('a bug is given up after eight attempts, a fault that may pass after eighty', () => {
  ok(nextAttemptIn(bug, 7, 0.5) !== null)
  equal(nextAttemptIn(bug, 8, 0.5), null)
  ok(nextAttemptIn(away, 79, 0.5) !== null)
  equal(nextAttemptIn(away, 80, 0.5), null)
})

test('a fault that does not pass is given up like a bug', () => {
  equal(nextAttemptIn(new Fault('bad-data'), 8, 0.5), null)
})
