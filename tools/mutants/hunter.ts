// A process that hunts: it is sent one hunt after the other, and answers with what each came to.

import process from 'node:process'
import { planOf, smallestDays } from '#simulator/plan.ts'
import { importWith } from '#tools/mutants/apply-mutant.ts'
import type { Hunt, Hunted } from '#tools/mutants/hunted.ts'
import { mutants } from '#tools/mutants/mutants.ts'

Error.stackTraceLimit = 0
/** Among so many seeds there are dozens of days that are as small as a day can be. */
const smallAmong = 2_000

process.on('message', (hunt: Hunt) => void hunted(hunt).then((outcome) => process.send?.(outcome)))

type Simulator = typeof import('#simulator/simulate.ts')
/** Whether a day is noticed, and by what. */
type Look = (seed: number) => Promise<{ promise: string; check: string } | null>

async function hunted({ mutant: name, isSound, first, seeds, small = 0 }: Hunt): Promise<Hunted> {
  const mutant = mutants.find((known) => known.name === name) ?? null
  const loaded = await importWith(isSound ? null : mutant, 'simulator/simulate.ts')
  const { simulate } = loaded as Simulator
  const options = { faults: mutant?.faults }
  const look: Look = async (seed) => {
    try {
      const plan = planOf(seed, options)
      const { violations } = await simulate(plan, { endsAtFirstViolation: true })
      const [violation] = violations
      return violation ? { promise: violation.promise, check: violation.name } : null
    } catch (error) {
      // A kernel that trips over its own assertion has noticed as well.
      const check = error instanceof Error ? error.message : String(error)
      return { promise: 'bug', check }
    }
  }
  for (let seed = first; seed < first + seeds; seed += 1) {
    const noticed = await look(seed)
    if (noticed === null) continue
    const quicker = small > 0 ? smallestDays(small, smallAmong, options) : []
    const smallest = (await firstNoticed(quicker, look)) ?? seed
    return { seeds: seed - first + 1, caught: { seed, smallest, ...noticed } }
  }
  return { seeds, caught: null }
}

async function firstNoticed(seeds: readonly number[], look: Look): Promise<number | null> {
  for (const seed of seeds) if (await look(seed)) return seed
  return null
}
