import { deepEqual, ok } from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { before, suite, test } from 'node:test'
import { liveAll } from '#cli/simulate/live-all.ts'
import { planOf } from '#simulator/plan.ts'
import type { Outcome } from '#simulator/simulate.ts'

const daysATest = 40

suite('two hundred bad days drawn from seeds break no promise', () => {
  const plans = Array.from({ length: 200 }, (_, at) => planOf(at + 1))
  const lived = plans.map(() => Promise.withResolvers<Outcome>())

  // All of them by the same workers: a new one would have to compile everything again.
  before(() => {
    void liveAll(plans, availableParallelism(), ({ seed }, outcome) =>
      lived[seed - 1]?.resolve(outcome),
    ).catch((error: unknown) => {
      for (const { reject } of lived) reject(error)
    })
  })

  for (let first = 0; first < plans.length; first += daysATest) {
    const these = <Of>(all: readonly Of[]): readonly Of[] => all.slice(first, first + daysATest)
    test(`days ${first + 1} to ${first + daysATest}`, async () => {
      const outcomes = await Promise.all(these(lived).map(({ promise }) => promise))
      deepEqual(
        outcomes.flatMap(({ seed, violations }) =>
          violations.map(({ promise, name, detail }) => `${seed}: ${promise} ${name}: ${detail}`),
        ),
        [],
      )
      ok(outcomes.reduce((sum, { orders }) => sum + orders, 0) > daysATest)
      ok(these(plans).reduce((sum, { faults }) => sum + faults.length, 0) > daysATest)
    })
  }
})
