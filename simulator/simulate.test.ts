import { deepEqual, equal, notEqual, ok } from 'node:assert/strict'
import { test } from 'node:test'
import type { Plan } from '#simulator/plan.ts'
import { simulate } from '#simulator/simulate.ts'

/** Long enough for every habit, short enough for a test. */
const shortDay = (seed: number): Plan => ({
  seed,
  mode: 'active-active',
  windows: [{ lengthMs: 10_000, peoplePerSecond: 3, thenMs: 7_200_000 }],
  faults: [],
})

test('a quiet day breaks no promise', async () => {
  const { violations, orders, virtualSeconds } = await simulate(shortDay(7))
  deepEqual(violations, [])
  ok(orders > 5)
  ok(virtualSeconds > 7_200)
})

test('the same seed gives the same trace, and another seed another', async () => {
  const crash = { kind: 'crash-both', window: 0, atMs: 3_000, forMs: 4_000, seed: 1 } as const
  const day = (seed: number) => simulate({ ...shortDay(seed), faults: [crash] })
  const [first, again, other] = [await day(1), await day(1), await day(2)]
  equal(again.digest, first.digest)
  notEqual(other.digest, first.digest)
})

test('the trace is the same wherever the simulation is called from', async () => {
  const fromPromise = await Promise.resolve().then(() => simulate(shortDay(3)))
  const fromEvent = await new Promise<typeof fromPromise>((resolve) => {
    setImmediate(() => resolve(simulate(shortDay(3))))
  })
  equal(fromEvent.digest, fromPromise.digest)
})
