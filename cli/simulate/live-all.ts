import { Worker } from 'node:worker_threads'
import type { Plan } from '#simulator/plan.ts'
import type { Outcome } from '#simulator/simulate.ts'
import { livedThrough } from '#cli/simulate/lived-through.ts'

/** What is made for one step rarely outlives it: room for it spares most of the collecting. */
const youngMegabytes = 64

/**
 * Lives through days, several at once where there are workers; each day stays on one thread.
 * @param onOutcome told of each day as it ends, in no promised order
 */
export async function liveAll(
  plans: readonly Plan[],
  workers: number,
  onOutcome: (plan: Plan, outcome: Outcome) => void,
): Promise<void> {
  if (workers <= 1) {
    for (const plan of plans) onOutcome(plan, await livedThrough(plan))
    return
  }
  const left = plans.values()
  await Promise.all(
    Array.from({ length: Math.min(workers, plans.length) }, () => work(left, onOutcome)),
  )
}

async function work(
  left: IterableIterator<Plan>,
  onOutcome: (plan: Plan, outcome: Outcome) => void,
): Promise<void> {
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  })
  try {
    for (const plan of left) {
      const outcome = await new Promise<Outcome>((resolve, reject) => {
        worker.once('message', resolve)
        worker.once('error', reject)
        worker.postMessage(plan)
      })
      worker.removeAllListeners('error')
      onOutcome(plan, outcome)
    }
  } finally {
    await worker.terminate()
  }
}
