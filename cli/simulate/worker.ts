import { parentPort } from 'node:worker_threads'
import type { Plan } from '#simulator/plan.ts'
import { livedThrough } from '#cli/simulate/lived-through.ts'

// A day throws thousands of faults, and most of their cost is the stack that nobody reads. A day that
// is lived through alone has them.
Error.stackTraceLimit = 0

parentPort?.on('message', (plan: Plan) => {
  void livedThrough(plan).then((outcome) => parentPort?.postMessage(outcome))
})
