import { parentPort } from 'node:worker_threads'
import type { Plan } from '#simulator/plan.ts'
import { livedThrough } from '#cli/simulate/lived-through.ts'

parentPort?.on('message', (plan: Plan) => {
  void livedThrough(plan).then((outcome) => parentPort?.postMessage(outcome))
})
