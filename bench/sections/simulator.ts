import { availableParallelism } from 'node:os'
import type { Figure } from '#bench/figure.ts'
import { median } from '#bench/figure.ts'
import type { MachineSection } from '#bench/section.ts'
import { liveAll } from '#cli/simulate/live-all.ts'
import { planOf } from '#simulator/plan.ts'
import { Scheduler } from '#simulator/scheduler.ts'
import type { Outcome } from '#simulator/simulate.ts'
import { Trace } from '#simulator/trace.ts'

const ordersPerSecondMin = 2_000
/** A thousand days in ten minutes. */
const daysPerSecondMin = 1_000 / 600
const emptySteps = 300_000

interface Lived {
  readonly seconds: number
  readonly outcomes: readonly Outcome[]
}

/** Bad days in virtual time: how many of them a machine gets through. */
export const simulator: MachineSection = {
  name: 'simulator',
  summary: 'simulated orders and days in a second',
  on: 'machine',
  measure: async ({ toy, runs }) => {
    const days = toy ? 2 : 60
    const alone: Lived[] = []
    const together: Lived[] = []
    const empty: number[] = []
    for (let run = 0; run < runs; run += 1) {
      const first = 1 + run * days
      alone.push(await live(first, days, 1))
      together.push(await live(first, days, availableParallelism()))
      empty.push(await stepsPerSecond())
    }
    const perSecond = (lived: readonly Lived[], count: (day: Outcome) => number) =>
      lived.map(
        ({ seconds, outcomes }) => outcomes.reduce((sum, day) => sum + count(day), 0) / seconds,
      )
    const orders = perSecond(alone, (day) => day.orders)
    const daysTogether = perSecond(together, () => 1)
    const share = (count: (day: Outcome) => number) =>
      (median(perSecond(alone, count)) / Math.max(median(orders), 1)).toFixed(0)
    const figures: readonly Figure[] = [
      {
        what: 'simulated orders, one thread',
        unit: '/s',
        runs: orders,
        target: `≥ ${ordersPerSecondMin}/s`,
        met: median(orders) >= ordersPerSecondMin,
        notes: `an order comes with ${share((day) => day.requests)} requests, ${share((day) => day.commits)} acknowledged commits and ${share((day) => day.steps)} steps`,
        wrong: [...alone, ...together].flatMap(({ outcomes }) =>
          outcomes.flatMap(({ seed, violations }) =>
            violations.map(({ promise, name }) => `seed ${seed} breaks ${promise}: ${name}`),
          ),
        ),
      },
      {
        what: 'steps of simulated days, one thread',
        unit: '/s',
        runs: perSecond(alone, (day) => day.steps),
        floor: { what: 'steps in which nothing happens', runs: empty },
      },
      {
        what: `simulated days with faults, ${availableParallelism()} threads`,
        unit: '/s',
        runs: daysTogether,
        target: '1,000 in 10 minutes',
        met: median(daysTogether) >= daysPerSecondMin,
      },
    ]
    return figures
  },
}

async function live(first: number, days: number, workers: number): Promise<Lived> {
  const plans = Array.from({ length: days }, (_, at) => planOf(first + at))
  const outcomes: Outcome[] = []
  const startMs = performance.now()
  await liveAll(plans, workers, (_plan, outcome) => void outcomes.push(outcome))
  return { seconds: (performance.now() - startMs) / 1_000, outcomes }
}

async function stepsPerSecond(): Promise<number> {
  const scheduler = new Scheduler(new Trace())
  const next = () => {
    if (scheduler.steps < emptySteps) scheduler.after(1, next)
  }
  next()
  const startMs = performance.now()
  await scheduler.run(() => false)
  return (scheduler.steps * 1_000) / (performance.now() - startMs)
}
