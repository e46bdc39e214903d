import type { Plan } from '#simulator/plan.ts'
import { simulate, type Outcome, type SimulateOptions } from '#simulator/simulate.ts'

const nothingDone: Omit<Outcome, 'seed'> = {
  digest: '',
  violations: [],
  orders: 0,
  commits: 0,
  requests: 0,
  steps: 0,
  virtualSeconds: 0,
  story: [],
}

/** One day. An error that nobody caught is a bug of that day, and ends no other. */
export async function livedThrough(plan: Plan, options: SimulateOptions = {}): Promise<Outcome> {
  const bugs: string[] = []
  const onBug = (error: unknown) =>
    void bugs.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.on('unhandledRejection', onBug)
  try {
    const outcome = await simulate(plan, options).catch((error: unknown) => {
      onBug(error)
      return { ...nothingDone, seed: plan.seed }
    })
    const violations = bugs.map((detail) => ({
      promise: 'bug',
      name: 'no error is left to nobody',
      detail,
    }))
    return { ...outcome, violations: [...violations, ...outcome.violations] }
  } finally {
    process.off('unhandledRejection', onBug)
  }
}
