import { deepEqual, match } from 'node:assert/strict'
import { test } from 'node:test'
import { livedThrough } from '#cli/simulate/lived-through.ts'
import type { Plan } from '#simulator/plan.ts'

test('a day that cannot be lived to its end is a bug of that day, and has its seed', async () => {
  const unknown = 'a fault that nobody knows' as 'pause'
  const plan: Plan = {
    seed: 7,
    mode: 'active-active',
    windows: [{ lengthMs: 1_000, peoplePerSecond: 1, thenMs: 0 }],
    faults: [{ kind: unknown, window: 0, atMs: 10, forMs: 10, seed: 1 }],
  }
  const { seed, violations } = await livedThrough(plan)
  const [bug] = violations
  deepEqual([seed, violations.length, bug?.promise], [7, 1, 'bug'])
  match(bug?.detail ?? '', /TypeError/)
})
