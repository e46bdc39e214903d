// One mutant, this process: seed after seed until a check notices, and then some of the smallest days
// there are, for one on which it is noticed as well. Prints one line of JSON.
//
//   hunt-one.ts FIRST SEEDS SMALL [NAME]     the name of the mutant whose days these are

import process from 'node:process'
import { planOf, type Plan } from '#simulator/plan.ts'
import { simulate } from '#simulator/simulate.ts'
import { mutants } from '#tools/mutants/mutants.ts'
import type { Hunted } from '#tools/mutants/hunted.ts'

Error.stackTraceLimit = 0
/** Among so many seeds there are dozens of days that are as small as a day can be. */
const smallAmong = 2_000
const [first = 1, seedsMax = 1, small = 0] = process.argv.slice(2, 5).map(Number)
const faults = mutants.find(({ name }) => name === process.argv[5])?.faults
process.stdout.write(`${JSON.stringify(await hunt())}\n`)

async function hunt(): Promise<Hunted> {
  for (let seed = first; seed < first + seedsMax; seed += 1) {
    const noticed = await look(seed)
    if (noticed === null) continue
    const smallest = (await smallestThatCatches()) ?? seed
    return { seeds: seed - first + 1, caught: { seed, smallest, ...noticed } }
  }
  return { seeds: seedsMax, caught: null }
}

async function smallestThatCatches(): Promise<number | null> {
  for (const seed of smallestDays()) if (await look(seed)) return seed
  return null
}

function smallestDays(): readonly number[] {
  if (small === 0) return []
  return Array.from({ length: smallAmong }, (_, index) => index + 1)
    .map((seed) => ({ seed, people: peopleOf(planOf(seed, { faults })) }))
    .sort((one, other) => one.people - other.people)
    .slice(0, small)
    .map(({ seed }) => seed)
}

function peopleOf({ windows }: Plan): number {
  return windows.reduce(
    (sum, { lengthMs, peoplePerSecond }) => sum + (lengthMs / 1_000) * peoplePerSecond,
    0,
  )
}

async function look(seed: number): Promise<{ promise: string; check: string } | null> {
  try {
    const { violations } = await simulate(planOf(seed, { faults }), { endsAtFirstViolation: true })
    const [violation] = violations
    return violation ? { promise: violation.promise, check: violation.name } : null
  } catch (error) {
    // A kernel that trips over its own assertion has noticed as well.
    const check = error instanceof Error ? error.message : String(error)
    return { promise: 'bug', check }
  }
}
