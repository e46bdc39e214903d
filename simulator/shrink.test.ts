import { deepEqual, ok } from 'node:assert/strict'
import { test } from 'node:test'
import type { FaultName } from '#simulator/faults.ts'
import type { Plan, PlannedFault } from '#simulator/plan.ts'
import { shrink } from '#simulator/shrink.ts'

const fault = (kind: FaultName, window: number): PlannedFault => ({
  kind,
  window,
  atMs: 1,
  forMs: 1,
  seed: 1,
})
const plan: Plan = {
  seed: 1,
  mode: 'active-active',
  windows: [1, 2, 3].map(() => ({ lengthMs: 40_000, peoplePerSecond: 8, thenMs: 3_600_000 })),
  faults: [
    fault('pause', 0),
    fault('loss', 1),
    fault('crash-both', 1),
    fault('slow-disk', 2),
    fault('partition', 1),
    fault('twice', 0),
  ],
}
const broken = { promise: 'P1', name: 'nothing is lost' }

test('a day shrinks to what breaks the promise, and to nothing else', async () => {
  let lived = 0
  const { plan: short } = await shrink(plan, broken, async ({ faults }) => {
    lived += 1
    const kinds = faults.map(({ kind }) => kind)
    const breaks = kinds.includes('crash-both') && kinds.includes('partition')
    const other = { promise: 'P2', name: 'something else', detail: '' }
    return { violations: breaks ? [{ ...broken, detail: '' }] : [other] }
  })
  deepEqual(
    short.faults.map(({ kind, window }) => [kind, window]),
    [
      ['crash-both', 0],
      ['partition', 0],
    ],
  )
  deepEqual(short.windows, [{ lengthMs: 2_000, peoplePerSecond: 0.5, thenMs: 0 }])
  ok(lived < 60, `${lived} days`)
})
