import { equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { LoadShedding, loopDelay } from '#kernel/resilience/load-shedding.ts'

test('new work is refused while too much is in flight', () => {
  const load = new LoadShedding({ inFlight: 2, loopDelayMs: 100 }, () => 0)
  const leave = load.enter()
  equal(load.refuses(), null)
  load.enter()
  equal(load.refuses(), 'in-flight')
  leave()
  leave()
  equal(load.inFlight, 1)
  equal(load.refuses(), null)
})

test('new work is refused while the event loop cannot keep up', () => {
  let delayMs = 0
  const load = new LoadShedding({ inFlight: 2, loopDelayMs: 100 }, () => delayMs)
  equal(load.refuses(), null)
  delayMs = 101
  equal(load.refuses(), 'event-loop')
})

test('a blocked event loop is noticed', async (t) => {
  const delay = loopDelay()
  t.after(delay.stop)
  await new Promise((resolve) => setTimeout(resolve, 50))
  const until = performance.now() + 400
  while (performance.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 60))
  ok(delay.meanMs() > 20, `${delay.meanMs()} ms`)
})
