import { deepEqual, ok } from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { before, suite, test } from 'node:test'
import { liveAll } from '#cli/simulate/live-all.ts'
import { planOf, smallestDays } from '#simulator/plan.ts'
import type { Outcome } from '#simulator/simulate.ts'

const daysATest = 40
/** Of six hundred, those on which the fewest people come: a smoke is to be over in two minutes. */
const seeds = smallestDays(200, 600).toSorted((one, other) => one - other)

suite('two hundred small bad days break no promise', () => {
  const plans = seeds.map((seed) => planOf(seed))
  const lived = plans.map(() => Promise.withResolvers<Outcome>())

  // All of them by the same workers: a new one would have to compile everything again.
  before(() => {
    void liveAll(plans, availableParallelism(), ({ seed }, outcome) =>
      lived[seeds.indexOf(seed)]?.resolve(outcome),
    ).catch((error: unknown) => {
      for (const { reject } of lived) reject(error)
    })
  })

  for (let first = 0; first < plans.length; first += daysATest) {
    const these = <Of>(all: readonly Of[]): readonly Of[] => all.slice(first, first + daysATest)
    test(`seeds ${these(seeds)[0]} to ${these(seeds).at(-1)}`, async () => {
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
