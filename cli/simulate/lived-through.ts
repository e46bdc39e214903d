import type { Plan } from '#simulator/plan.ts'
import { simulate, type Outcome, type SimulateOptions } from '#simulator/simulate.ts'

/** One day. An error that nobody caught is a bug of that day, and ends no other. */
export async function livedThrough(plan: Plan, options: SimulateOptions = {}): Promise<Outcome> {
  const bugs: string[] = []
  const onBug = (error: unknown) =>
    void bugs.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.on('unhandledRejection', onBug)
  try {
    const outcome = await simulate(plan, options)
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
