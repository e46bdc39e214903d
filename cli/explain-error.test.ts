import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CommandError } from '#cli/command.ts'
import { explainError } from '#cli/explain-error.ts'

test('what was written for people is passed on with its exit code', () => {
  assert.deepEqual(explainError(new CommandError('no store is running', 2), 'shop'), {
    message: 'no store is running',
    exitCode: 2,
  })
})

test('an unexpected error is one line with its causes, each once', () => {
  const root = new Error('connect ECONNREFUSED 127.0.0.1:9')
  const middle = new TypeError('fetch failed', { cause: root })
  const error = new Error('the bank cannot be asked\nwith more lines', { cause: middle })
  assert.deepEqual(explainError(error, 'shop'), {
    message:
      'the bank cannot be asked: fetch failed: connect ECONNREFUSED 127.0.0.1:9 (--verbose shows where it happened)',
    exitCode: 1,
  })
})

test('a connection refused at several addresses says so', () => {
  const error = new AggregateError([new Error('connect ECONNREFUSED ::1:9')], '')
  assert.match(explainError(error, 'shop').message, /^connect ECONNREFUSED ::1:9 /)
})
