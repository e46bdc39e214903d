import { equal, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { underDeadline, withDeadline } from '#kernel/resilience/deadline.ts'
import { FakeClock } from '#kernel/testing/fake-clock.ts'

const never = () => new Promise<never>(() => undefined)

test('work that ends in time gives its result or its own error, and leaves no timer', async () => {
  const clock = new FakeClock()
  equal(await withDeadline(clock, 100, Promise.resolve(1)), 1)
  await rejects(withDeadline(clock, 100, Promise.reject(new Error('own'))), /own/)
  equal(clock.sleeping, 0)
})

test('work that does not end in time is a fault', async () => {
  const clock = new FakeClock()
  const late = rejects(withDeadline(clock, 10, never()), { code: 'timeout' })
  const unknown = rejects(withDeadline(clock, 10, never(), 'outcome-unknown'), {
    code: 'outcome-unknown',
  })
  await clock.advance(10)
  await Promise.all([late, unknown])
})

test('work under a deadline is told when its parent ends, or when its time is over', async () => {
  const clock = new FakeClock()
  const untilTold = (signal: AbortSignal) =>
    new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('told')))
  const parent = new AbortController()
  const early = underDeadline(clock, 10_000, parent.signal, untilTold)
  parent.abort()
  equal(await early, 'told')
  const late = underDeadline(clock, 10, new AbortController().signal, untilTold)
  await clock.advance(10)
  equal(await late, 'told')
  equal(clock.sleeping, 0)
  const before = await underDeadline(clock, 10, parent.signal, async ({ aborted }) => aborted)
  equal(before, true)
})
