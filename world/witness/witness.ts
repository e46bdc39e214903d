// The third site: holds the serving map and lets one region at a time change it.
//
// GET /map → the map in force
// POST /map { expectedEpoch, next } → 200 when `next` is now in force, 409 with the map that is
// GET /history → every map ever granted, oldest first

import { isDeepStrictEqual } from 'node:util'
import type { ServingMap } from '#kernel/ports/witness.ts'
import {
  createApp,
  listen,
  noFaults,
  problem,
  type FaultSwitch,
  type FaultyPart,
  type ListenOptions,
} from '#world/support/part.ts'
import { isServingMap, MapStore } from '#world/witness/map-store.ts'

export interface WitnessOptions extends ListenOptions {
  /** Folder of the map. */
  readonly dir: string
  /** The map of the first start ever; ignored afterwards. */
  readonly initial: ServingMap
}

/** @throws Error when the stored map is damaged */
export async function startWitness(options: WitnessOptions): Promise<FaultyPart> {
  const store = await MapStore.open(options.dir, options.initial)
  const faults: FaultSwitch = { current: noFaults }
  const app = createApp(faults)

  app.get('/map', () => store.map)
  app.get('/history', () => ({ items: store.history }))
  app.post('/map', async (request, reply) => {
    const { expectedEpoch, next } = (request.body ?? {}) as Record<string, unknown>
    const wrong = whatIsWrong(expectedEpoch, next, store.map)
    if (wrong !== null) return problem(reply, 422, 'invalid-map', wrong)
    const granted = await store.propose(expectedEpoch as number, next as ServingMap)
    const repeated = isDeepStrictEqual(store.map, next)
    return reply.code(granted || repeated ? 200 : 409).send(store.map)
  })

  const url = await listen(app, options)
  return {
    url,
    faults: () => faults.current,
    fault: (change) => (faults.current = { ...faults.current, ...change }),
    async close() {
      await app.close()
      await store.close()
    },
  }
}

function whatIsWrong(expectedEpoch: unknown, next: unknown, current: ServingMap): string | null {
  if (!isServingMap(next)) return 'next must be { epoch, mode, serving }'
  if (typeof expectedEpoch !== 'number' || next.epoch !== expectedEpoch + 1)
    return 'next.epoch must be expectedEpoch + 1'
  const forgotten = Object.keys(current.serving).filter((home) => !(home in next.serving))
  return forgotten.length === 0 ? null : `nobody would serve ${forgotten.join(', ')}`
}
