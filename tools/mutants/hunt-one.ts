// One mutant, this process: seed after seed until a check notices. Prints one line of JSON.

import process from 'node:process'
import { planOf } from '#simulator/plan.ts'
import { simulate } from '#simulator/simulate.ts'
import type { Caught, Hunted } from '#tools/mutants/hunted.ts'

Error.stackTraceLimit = 0
const [from = '1', count = '1'] = process.argv.slice(2)
process.stdout.write(`${JSON.stringify(await hunt(Number(from), Number(count)))}\n`)

async function hunt(first: number, seedsMax: number): Promise<Hunted> {
  for (let seed = first; seed < first + seedsMax; seed += 1) {
    const caught = await look(seed)
    if (caught !== null) return { seeds: seed - first + 1, caught: { seed, ...caught } }
  }
  return { seeds: seedsMax, caught: null }
}

async function look(seed: number): Promise<Omit<Caught, 'seed'> | null> {
  try {
    const { violations } = await simulate(planOf(seed), { endsAtFirstViolation: true })
    const [violation] = violations
    return violation ? { promise: violation.promise, check: violation.name } : null
  } catch (error) {
    // A kernel that trips over its own assertion has noticed as well.
    return { promise: 'bug', check: error instanceof Error ? error.message : String(error) }
  }
}
