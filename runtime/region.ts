// One region in one process: its ledger, its services, its controller and its way to the outside.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { embeddedBlobs } from '#adapters/embedded/blobs.ts'
import { httpCarrier } from '#adapters/embedded/carrier.ts'
import { systemClock } from '#adapters/embedded/clock.ts'
import { embeddedLedger, type EmbeddedLedger } from '#adapters/embedded/ledger.ts'
import { aesEncryption } from '#adapters/embedded/encryption.ts'
import { httpMailer } from '#adapters/embedded/mailer.ts'
import { embeddedOperations } from '#adapters/embedded/operations.ts'
import { argon2Hasher } from '#adapters/embedded/password-hasher.ts'
import { httpPaymentProvider } from '#adapters/embedded/payment-provider.ts'
import { systemRandom } from '#adapters/embedded/random.ts'
import { embeddedReplication } from '#adapters/embedded/replication.ts'
import { embeddedSearchIndex } from '#adapters/embedded/search-index.ts'
import { hmacSignatures } from '#adapters/embedded/signatures.ts'
import { httpWitness } from '#adapters/embedded/witness.ts'
import { MemoryTallies } from '#adapters/memory/tallies.ts'
import { Fault } from '#kernel/core/fault.ts'
import { instantOf } from '#kernel/core/instant.ts'
import type { Forward } from '#kernel/http/forward.ts'
import { httpServer, type HttpServer } from '#kernel/http/server.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Ports } from '#kernel/ports/ports.ts'
import type { Fence, Replication } from '#kernel/ports/replication.ts'
import { Controller } from '#kernel/regions/controller.ts'
import { Serving } from '#kernel/regions/serving.ts'
import { createLog } from '#kernel/telemetry/log.ts'
import { createMetrics } from '#kernel/telemetry/metrics.ts'
import { cacheProjection } from '#kernel/http/cache-projection.ts'
import { composeRegion } from '#kernel/regions/compose-region.ts'
import { ledgerHealth } from '#kernel/regions/ledger-health.ts'
import { authenticate, publishableKey } from '#services/identity/credentials.ts'
import { identity } from '#services/identity/service.ts'
import { authenticateOperator } from '#runtime/authenticate.ts'
import { blobRoutes } from '#runtime/blob-routes.ts'
import { hasRoom } from '#runtime/disk-room.ts'
import { watchGauges } from '#runtime/gauges.ts'
import { authenticateToken } from '#runtime/oidc/authenticate-token.ts'
import { oidcMount } from '#runtime/oidc/mount.ts'
import { internalRoutes } from '#runtime/internal-routes.ts'
import { lossFolder } from '#runtime/loss-folder.ts'
import { PairedBlobs } from '#runtime/paired-blobs.ts'
import { peerClient } from '#runtime/peer-client.ts'
import type { RegionConfig } from '#runtime/region-config.ts'
import { services } from '#runtime/services.ts'
import { RecentTraces } from '#runtime/recent-traces.ts'
import { Sights } from '#runtime/sights.ts'
import { watchLag } from '#runtime/watch-lag.ts'

/** A delivery held by a process that died is taken by another after this. */
const leaseMs = 15_000

export interface RunningRegion {
  readonly url: string
  stop(): Promise<void>
}

export async function startRegion(
  config: RegionConfig,
  traces = new RecentTraces(systemClock),
): Promise<RunningRegion> {
  const log = createLog({ region: config.region })
  const metrics = createMetrics({ region: config.region, process: true })
  const serving = new Serving(config.region, config.name, config.homes)
  const ledger = await embeddedLedger({ url: config.ledgerUrl, leaseMs })
  const sights = new Sights(systemClock)
  const kinds = new Map(
    services.flatMap(({ aggregates }) => aggregates.map(({ prefix, kind }) => [prefix, kind])),
  )
  const peer = config.peer === null ? null : peerClient(config.peer.httpUrl, config.internalSecret)
  const ownBlobs = await embeddedBlobs(join(config.dir, 'blobs'))
  const pairedBlobs =
    peer === null
      ? null
      : new PairedBlobs({
          own: ownBlobs,
          peer: peer.blobs,
          serving,
          clock: systemClock,
          onFailure: (error) => log.warn({ err: error }, 'the peer still lacks files'),
        })
  const ports: Ports = {
    clock: systemClock,
    random: systemRandom,
    payments: httpPaymentProvider(config.bankUrl),
    carrier: httpCarrier(config.carrierUrl),
    mailer: httpMailer(config.mailboxUrl),
    search: embeddedSearchIndex({ url: config.ledgerUrl }),
    signatures: hmacSignatures(config.webhookSecrets),
    passwords: argon2Hasher,
    encryption: aesEncryption(config.encryptionKeys),
    publicUrl: config.publicUrl,
    tallies: new MemoryTallies(),
    blobs: pairedBlobs ?? ownBlobs,
    operations: embeddedOperations({
      regions: placesOf(config),
      secret: config.internalSecret,
      host: config.operatedBy,
      recentEvents: () => sights.events(),
      history: async (id) => {
        const kind = kinds.get(id.slice(0, id.indexOf('_')))
        return kind === undefined ? [] : ledger.history(kind, id)
      },
    }),
  }
  const region = composeRegion({
    services,
    ledger,
    ports,
    serving,
    mode: config.mode,
    soleWriter: true,
    sendAcross: async (_region, deliveries) => {
      if (peer === null) throw new Fault('unavailable', 'there is no other region')
      return peer.deliver(deliveries)
    },
    projections: [cacheProjection(services, (tags) => http.invalidate(tags))],
    onFailure: (what, details) => log.warn({ ...details, err: details['error'] }, what),
  })

  const onFence = async (fence: Fence): Promise<void> => {
    ledger.believe(fence)
    region.queue.forget()
    if (fence.serves.length > 0) await ledger.releaseLeases()
  }
  const pair = config.peer === null || peer === null ? null : pairWith(config.peer, peer)
  if (pair === null) await serveAlone(config, serving, ledger)

  function pairWith(to: NonNullable<RegionConfig['peer']>, client: NonNullable<typeof peer>) {
    const replication: Replication = embeddedReplication({
      url: config.ledgerUrl,
      peerUrl: to.ledgerUrl,
      region: config.region,
      peer: to.region,
    })
    const losses = lossFolder(join(config.dir, 'losses'))
    const controller = new Controller({
      serving,
      peerRegion: to.region,
      peer: client,
      witness: httpWitness(config.witnessUrl),
      replication,
      clock: systemClock,
      onFence,
      onReseeded: () => region.startOver(),
      durability: config.durability,
      losses,
      rejoinByItself: true,
      trouble: () => health.trouble(),
      keepSalvage: (events) => keepSalvage(config, events),
      say: (what, details = {}) => log.info({ ...details, err: details['error'] }, what),
    })
    // Only where commits do not wait for the peer does it matter how far behind it is.
    const lag = config.durability === 'asynchronous' ? watchLag(replication) : null
    return {
      controller,
      replication,
      losses,
      lagBytes: () => lag?.lagBytes() ?? null,
      durability: config.durability,
      stop: async () => {
        lag?.stop()
        await controller.stop()
      },
    }
  }

  const health = ledgerHealth({
    ask: () => ledger.mark('health'),
    hasRoom: () => hasRoom(config.ledgerFolder),
    clock: systemClock,
  })
  const forward: Forward = (to, request) => {
    if (peer === null) throw new Fault('unavailable', `there is no region ${to}`)
    return peer.forward(to, request)
  }
  const known = region.contextFor(identity)
  const http: HttpServer = httpServer({
    services,
    contextFor: region.contextFor,
    executor: region.executor,
    ledger,
    serving,
    forward,
    health: {
      ready: async () => {
        const trouble = health.trouble()
        const writes =
          (serving.standing === 'paired' && !serving.inDoubt) || serving.standing === 'solo'
        return {
          ready: trouble === null && writes,
          checks: { ledger: trouble ?? 'answers', standing: serving.standing },
        }
      },
    },
    telemetry: { log, metrics, onAnswered: (answered) => sights.note(answered) },
    authenticate: authenticateOperator(
      config.operatorKey,
      authenticateToken(known, authenticate(known)),
    ),
    crossOrigin: {
      publicUrl: config.publicUrl,
      find: (shown) => publishableKey(shown, known),
    },
    mounts: [
      oidcMount({
        publicUrl: config.publicUrl,
        serving,
        forward,
        executor: region.executor,
        context: known,
        onBug: (error) => log.error({ err: error }, 'a bug in the OpenID provider'),
      }),
    ],
    random: systemRandom,
    clock: systemClock,
    internalSecret: config.internalSecret,
    limitClients: config.http.limitClients,
    internal: [
      ...internalRoutes({
        serving,
        sights,
        traces,
        ledger,
        deliverer: region.deliverer,
        health,
        pair,
      }),
      ...blobRoutes(ownBlobs),
    ],
  })
  const url = await http.listen(config.http.port, config.http.host)
  region.start()
  sights.follow(ledger)
  const endGauges = watchGauges({
    metrics,
    ledger,
    serving,
    replication: pair?.replication ?? null,
  })
  await pair?.controller.start()
  pairedBlobs?.start()
  return {
    url,
    stop: async () => {
      endGauges()
      sights.stop()
      health.stop()
      await pairedBlobs?.stop()
      await pair?.stop()
      await http.close()
      await region.stop()
      await Promise.all([pair?.replication.close(), peer?.close()])
      await ledger.close()
    },
  }
}

/** The regions in the order of their homes, as this one reaches them. */
function placesOf({ homes, region, name, http, peer }: RegionConfig) {
  return homes.flatMap((code) => {
    if (code === region) return [{ code, name, url: `http://${http.host}:${http.port}` }]
    return peer?.region === code ? [{ code, name: peer.name, url: peer.httpUrl }] : []
  })
}

/** A store of one region: nobody to ask, nobody to wait for. */
async function serveAlone(
  { region, homes }: RegionConfig,
  serving: Serving,
  ledger: EmbeddedLedger,
): Promise<void> {
  await ledger.serveAlone({ epoch: 1, serves: homes })
  await ledger.releaseLeases()
  const map = Object.fromEntries(homes.map((home) => [home, region]))
  serving.apply({ epoch: 1, mode: 'solo', serving: map }, 'solo')
}

async function keepSalvage(config: RegionConfig, events: readonly StoredEvent[]): Promise<string> {
  const dir = join(config.dir, 'salvage')
  await mkdir(dir, { recursive: true })
  const file = join(dir, `${instantOf(systemClock.now()).replaceAll(/[:.]/g, '-')}.jsonl`)
  const text = events.map((event) => `${JSON.stringify(event)}\n`).join('')
  // The only copy from here on: on disk before the other one goes.
  await writeFile(file, text, { flush: true })
  return file
}
