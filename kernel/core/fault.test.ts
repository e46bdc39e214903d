import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Fault, faultCodes, invariant, isFault } from '#kernel/core/fault.ts'

suite('a fault', () => {
  test('says what its code says unless it is told more', () => {
    assert.equal(new Fault('timeout').message, faultCodes.timeout.says)
    assert.equal(new Fault('timeout', 'the bank is slow').message, 'the bank is slow')
  })

  test('keeps its cause and the messages that were consumed', () => {
    const cause = new Error('connection reset')
    assert.equal(new Fault('unavailable', undefined, { cause }).cause, cause)
    assert.deepEqual(new Fault('already-consumed', undefined, { consumed: ['a'] }).consumed, ['a'])
    assert.deepEqual(new Fault('timeout').consumed, [])
  })

  test('knows whether trying again can help', () => {
    assert.equal(new Fault('version-conflict').retryable, true)
    assert.equal(new Fault('outcome-unknown').retryable, true)
    assert.equal(new Fault('already-consumed').retryable, false)
    assert.equal(new Fault('bad-cursor').retryable, false)
  })

  test('is recognised by its code, by one of several, or as any', () => {
    const fault = new Fault('timeout')
    assert.ok(isFault(fault))
    assert.ok(isFault(fault, 'timeout'))
    assert.ok(isFault(fault, 'unavailable', 'timeout'))
    assert.ok(!isFault(fault, 'unavailable'))
    assert.ok(!isFault(new Error('timeout'), 'timeout'))
    assert.ok(!isFault('timeout'))
  })
})

test('an invariant that does not hold is a bug and no fault', () => {
  invariant(true, 'this holds')
  assert.throws(
    () => invariant(0, 'there is one'),
    (error) =>
      error instanceof Error && !isFault(error) && /^bug: there is one$/.test(error.message),
  )
})
