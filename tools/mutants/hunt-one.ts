// One mutant, this process: seed after seed until a check notices, and some more for a day on which it
// is noticed sooner. Prints one line of JSON.
//
//   hunt-one.ts FIRST SEEDS MORE [NAME]     the name of the mutant whose days these are

import process from 'node:process'
import { planOf } from '#simulator/plan.ts'
import { simulate } from '#simulator/simulate.ts'
import { mutants } from '#tools/mutants/mutants.ts'
import type { Hunted } from '#tools/mutants/hunted.ts'

Error.stackTraceLimit = 0
const [first = 1, seedsMax = 1, more = 0] = process.argv.slice(2, 5).map(Number)
const faults = mutants.find(({ name }) => name === process.argv[5])?.faults
process.stdout.write(`${JSON.stringify(await hunt())}\n`)

async function hunt(): Promise<Hunted> {
  for (let seed = first; seed < first + seedsMax; seed += 1) {
    const noticed = await look(seed)
    if (noticed === null) continue
    const { steps, ...caught } = noticed
    const quickest = await quickestFrom(seed, steps)
    return { seeds: seed - first + 1, caught: { seed, quickest, ...caught } }
  }
  return { seeds: seedsMax, caught: null }
}

async function quickestFrom(caughtBy: number, steps: number): Promise<number> {
  let quickest = { seed: caughtBy, steps }
  for (let seed = caughtBy + 1; seed <= caughtBy + more; seed += 1) {
    const noticed = await look(seed)
    if (noticed && noticed.steps < quickest.steps) quickest = { seed, steps: noticed.steps }
  }
  return quickest.seed
}

async function look(
  seed: number,
): Promise<{ promise: string; check: string; steps: number } | null> {
  try {
    const { violations, steps } = await simulate(planOf(seed, { faults }), {
      endsAtFirstViolation: true,
    })
    const [violation] = violations
    return violation ? { promise: violation.promise, check: violation.name, steps } : null
  } catch (error) {
    // A kernel that trips over its own assertion has noticed as well.
    const check = error instanceof Error ? error.message : String(error)
    return { promise: 'bug', check, steps: Infinity }
  }
}
