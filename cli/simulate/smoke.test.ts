import { deepEqual, ok } from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { suite, test } from 'node:test'
import { liveAll } from '#cli/simulate/live-all.ts'
import { planOf } from '#simulator/plan.ts'
import type { Outcome } from '#simulator/simulate.ts'

const daysATest = 40

suite('two hundred bad days drawn from seeds break no promise', () => {
  for (let first = 1; first <= 200; first += daysATest) {
    test(`days ${first} to ${first + daysATest - 1}`, async () => {
      const plans = Array.from({ length: daysATest }, (_, at) => planOf(first + at))
      const outcomes: Outcome[] = []
      await liveAll(plans, availableParallelism(), (_plan, outcome) => void outcomes.push(outcome))
      deepEqual(
        outcomes.flatMap(({ seed, violations }) =>
          violations.map(({ promise, name, detail }) => `${seed}: ${promise} ${name}: ${detail}`),
        ),
        [],
      )
      ok(outcomes.reduce((sum, { orders }) => sum + orders, 0) > daysATest)
      ok(plans.reduce((sum, { faults }) => sum + faults.length, 0) > daysATest)
    })
  }
})
