// What the other region and the command line may ask of this one. Guarded by the secret that the
// regions share; the edge lets nobody else through.

import { Fault } from '#kernel/core/fault.ts'
import type { Deliverer } from '#kernel/events/deliver.ts'
import type { InternalRoute } from '#kernel/http/options.ts'
import type { Delivery, Ledger } from '#kernel/ports/ledger.ts'
import type { Losses, LossReport } from '#kernel/ports/losses.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'
import type { PeerStatus } from '#kernel/ports/peer.ts'
import type { EventMark, PairDurability, Replication } from '#kernel/ports/replication.ts'
import type { ServingMap } from '#kernel/ports/witness.ts'
import type { LedgerHealth } from '#kernel/regions/ledger-health.ts'
import type { Controller } from '#kernel/regions/controller.ts'
import type { Serving } from '#kernel/regions/serving.ts'
import type { RecentTraces } from '#runtime/recent-traces.ts'
import type { Sights } from '#runtime/sights.ts'

interface Parts {
  readonly serving: Serving
  readonly sights: Sights
  readonly traces: RecentTraces
  readonly ledger: Ledger
  readonly deliverer: Deliverer
  readonly health: LedgerHealth
  /** Null in a store of one region. */
  readonly pair: {
    readonly controller: Controller
    readonly replication: Replication
    readonly losses: Losses
    readonly lagBytes: () => number | null
    readonly durability: PairDurability
  } | null
}

const pageMax = 100

export function internalRoutes({
  serving,
  sights,
  traces,
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
      inPair: serving.inPair,
      ledger: health.trouble() === null,
      lagBytes: pair?.lagBytes() ?? null,
      pairing: pair?.controller.pairing ?? false,
    })),
    post('keeps-pair', async ({ epoch }) => ({ keeps: await serving.keepsPair(Number(epoch)) })),
    post('deliveries', async ({ deliveries }) =>
      deliverer.receive(deliveries as readonly Delivery[]),
    ),
    post('missing-events', ({ events }) =>
      paired().replication.missing(events as readonly EventMark[]),
    ),
    post('losses', () => paired().losses.read()),
    post('keep-loss', async ({ report }) => {
      await paired().losses.keep(report as LossReport)
      return {}
    }),
    post('pair', () => paired().controller.pair()),
    post('hand-over', ({ home }) => paired().controller.handOver(String(home))),
    // Asked for by a person: a region that is out also comes back by itself, but ever later.
    post('rejoin', () => paired().controller.rejoin()),
    post('learn', async ({ map }) => {
      await paired().controller.learn(map as ServingMap)
      return {}
    }),
    post('reconcile', async ({ lostRegion }) => ({
      wasFrozen: await paired().controller.reconcile(String(lostRegion)),
    })),
    post('unfreeze', async ({ lostRegion }) => ({
      wasFrozen: await paired().controller.unfreeze(String(lostRegion)),
    })),

    post('report', async (): Promise<RegionReport> => ({
      region: serving.region,
      name: serving.regionName,
      standing: serving.standing,
      epoch: serving.epoch,
      serves: serving.servedHere(),
      adopted: serving.map?.adopted ?? {},
      frozen: serving.map?.frozen ?? {},
      durability: pair?.durability ?? null,
      losses: (await pair?.losses.read()) ?? [],
      writesHalted: health.trouble() ?? pair?.controller.writesHalted ?? null,
      copying: pair?.controller.copying ?? null,
      peer: pair?.controller.peerStatus ?? null,
      stream: (await pair?.replication.stream().catch(() => null)) ?? null,
      deliveries: await ledger.depth(),
      memoryMb: Math.round(process.memoryUsage.rss() / 1_048_576),
    })),
    post('request-minutes', async () => sights.minutes()),
    post('recent-requests', async () => sights.requests()),
    post('recent-traces', async () => traces.list()),
    post('trace', async ({ id }) => traces.spansOf(String(id))),
    post('digest', () => paired().replication.digest()),
    post('dead-letters/list', ({ cursor }) =>
      ledger.deadLetters({
        limit: pageMax,
        ...(typeof cursor === 'string' ? { cursor } : {}),
      }),
    ),
    post('dead-letters/redrive', async ({ id }) => ({
      found: await serving.withinAll(() => ledger.redrive(String(id))),
    })),
    post('dead-letters/discard', async ({ id, reason }) => ({
      found: await serving.withinAll(() => ledger.discard(String(id), String(reason))),
    })),
  ]
}
