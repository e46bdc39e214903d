import { Worker } from 'node:worker_threads'
import type { Plan } from '#simulator/plan.ts'
import type { Outcome } from '#simulator/simulate.ts'

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
  const left = plans.values()
  const atOnce = Math.min(Math.max(workers, 1), plans.length)
  await Promise.all(Array.from({ length: atOnce }, () => work(left, onOutcome)))
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
