import { equal, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { deadlineSignal, withDeadline } from '#kernel/resilience/deadline.ts'

test('work that ends in time gives its result or its own error', async () => {
  equal(await withDeadline(100, Promise.resolve(1)), 1)
  await rejects(withDeadline(100, Promise.reject(new Error('own'))), /own/)
})

test('work that does not end in time is a fault', async () => {
  await rejects(withDeadline(10, new Promise(() => undefined)), { code: 'timeout' })
  await rejects(withDeadline(10, new Promise(() => undefined), 'outcome-unknown'), {
    code: 'outcome-unknown',
  })
})

test('a deadline signal ends with its parent or in time', async () => {
  const parent = new AbortController()
  const signal = deadlineSignal(10_000, parent.signal)
  equal(signal.aborted, false)
  parent.abort()
  equal(signal.aborted, true)
  const alone = deadlineSignal(5)
  await new Promise((resolve) => alone.addEventListener('abort', resolve))
})
