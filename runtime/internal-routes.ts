// What the other region and the command line may ask of this one. Guarded by the secret that the
// regions share; the edge lets nobody else through.

import { Fault } from '#kernel/core/fault.ts'
import type { Deliverer } from '#kernel/events/deliver.ts'
import type { InternalRoute } from '#kernel/http/options.ts'
import type { Delivery, Ledger } from '#kernel/ports/ledger.ts'
import type { PeerStatus } from '#kernel/ports/peer.ts'
import type { Replication } from '#kernel/ports/replication.ts'
import type { ServingMap } from '#kernel/ports/witness.ts'
import type { LedgerHealth } from '#runtime/ledger-health.ts'
import type { Controller } from '#kernel/regions/controller.ts'
import type { Serving } from '#kernel/regions/serving.ts'

export interface RegionReport {
  readonly region: string
  readonly name: string
  readonly standing: Serving['standing']
  readonly epoch: number
  readonly serves: readonly string[]
  readonly writesHalted: string | null
  readonly peer: PeerStatus | null
  readonly stream: Awaited<ReturnType<Replication['stream']>> | null
  readonly deliveries: Awaited<ReturnType<Ledger['depth']>>
  readonly memoryMb: number
}

interface Parts {
  readonly serving: Serving
  readonly ledger: Ledger
  readonly deliverer: Deliverer
  readonly health: LedgerHealth
  /** Null in a store of one region. */
  readonly pair: { readonly controller: Controller; readonly replication: Replication } | null
}

const pageMax = 100

export function internalRoutes({
  serving,
  ledger,
  deliverer,
  health,
  pair,
}: Parts): InternalRoute[] {
  const post = (
    path: string,
    handle: (body: Record<string, unknown>) => Promise<unknown>,
  ): InternalRoute => ({
    method: 'POST',
    path: `/internal/${path}`,
    handle: (body) => handle((body ?? {}) as Record<string, unknown>),
  })
  const paired = () => {
    if (pair === null) throw new Fault('not-serving', 'this store has one region')
    return pair
  }
  return [
    post('status', async (): Promise<PeerStatus> => ({
      epoch: serving.epoch,
      standing: serving.standing,
      ledger: health.trouble() === null,
    })),
    post('deliveries', async ({ deliveries }) =>
      deliverer.receive(deliveries as readonly Delivery[]),
    ),
    post('missing-events', ({ eventIds }) =>
      paired().replication.missing(eventIds as readonly string[]),
    ),
    post('pair', () => paired().controller.pair()),
    post('hand-over', ({ home }) => paired().controller.handOver(String(home))),
    post('learn', async ({ map }) => {
      await paired().controller.learn(map as ServingMap)
      return {}
    }),

    post('report', async (): Promise<RegionReport> => ({
      region: serving.region,
      name: serving.regionName,
      standing: serving.standing,
      epoch: serving.epoch,
      serves: serving.servedHere(),
      writesHalted: health.trouble() ?? pair?.controller.writesHalted ?? null,
      peer: pair?.controller.peerStatus ?? null,
      stream: (await pair?.replication.stream().catch(() => null)) ?? null,
      deliveries: await ledger.depth(),
      memoryMb: Math.round(process.memoryUsage.rss() / 1_048_576),
    })),
    post('digest', () => paired().replication.digest()),
    // Both regions hold a copy; the one that serves the home may change it.
    post('dead-letters/list', async ({ cursor }) => {
      const page = await ledger.deadLetters({
        limit: pageMax,
        ...(typeof cursor === 'string' ? { cursor } : {}),
      })
      return { ...page, items: page.items.filter(({ home }) => serving.serves(home)) }
    }),
    post('dead-letters/redrive', async ({ id }) => ({ found: await ledger.redrive(String(id)) })),
    post('dead-letters/discard', async ({ id, reason }) => ({
      found: await ledger.discard(String(id), String(reason)),
    })),
  ]
}
