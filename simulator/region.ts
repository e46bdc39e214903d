// A region of the simulated world: a database that outlives everything, and a process that holds
// the kernel and the services, may die between any two steps, and is started again.

import { MemoryBlobs } from '#adapters/memory/blobs.ts'
import { MemoryOperations } from '#adapters/memory/operations.ts'
import { MemoryTallies } from '#adapters/memory/tallies.ts'
import { Fault } from '#kernel/core/fault.ts'
import type { Home } from '#kernel/core/id.ts'
import { cacheProjection } from '#kernel/http/cache-projection.ts'
import { directAnswers, type DirectAnswers } from '#kernel/http/direct.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import type { Ledger } from '#kernel/ports/ledger.ts'
import type { Ports } from '#kernel/ports/ports.ts'
import type { Peer } from '#kernel/ports/peer.ts'
import type { Fence } from '#kernel/ports/replication.ts'
import { simulatedStaff } from '#kernel/service/workload.ts'
import type { Authenticate } from '#kernel/service/principal.ts'
import { authenticate } from '#services/identity/credentials.ts'
import { identity } from '#services/identity/service.ts'
import { composeRegion, type Region } from '#kernel/regions/compose-region.ts'
import { Controller } from '#kernel/regions/controller.ts'
import { ledgerHealth, type LedgerHealth } from '#kernel/regions/ledger-health.ts'
import { Serving } from '#kernel/regions/serving.ts'
import { createMetrics } from '#kernel/telemetry/metrics.ts'
import { Database } from '#simulator/database/database.ts'
import { KeptLosses } from '#simulator/losses.ts'
import { SimulatedReplication } from '#simulator/database/replication.ts'
import { Connection, Session, searchThrough } from '#simulator/database/session.ts'
import { Stream } from '#simulator/database/stream.ts'
import type { Dice } from '#simulator/dice.ts'
import { MachineClock, Process, ProcessClock } from '#simulator/process.ts'
import type { World } from '#simulator/world.ts'

const leaseMs = 15_000
/** What a peer may take to answer: as runtime/peer-client.ts has it. */
const statusMs = 1_000
const callMs = 5_000
const changeMs = 45_000

const metrics = createMetrics({ region: 'simulated' })
const silent = () => undefined
const log = { debug: silent, info: silent, warn: silent, error: silent, debugs: false }

/** Believes the staff of the simulated world; everybody else shows what identity gave them. */
const authenticateStaff =
  (otherwise: Authenticate): Authenticate =>
  async (caller, permission) =>
    caller.header('authorization') === simulatedStaff
      ? { id: 'staff', permissions: 'all', shownBy: 'bearer' }
      : otherwise(caller, permission)

/** What the process of a region is made of, for as long as it lives. */
interface Running {
  readonly process: Process
  readonly serving: Serving
  readonly ledger: Ledger
  readonly region: Region
  readonly controller: Controller
  readonly replication: SimulatedReplication
  readonly health: LedgerHealth
  readonly http: DirectAnswers
}

export class SimulatedRegion {
  readonly code: 'sin' | 'syd'
  readonly database: Database
  readonly machine: MachineClock
  /** What arrives from the peer. Set by the world when both regions are there. */
  receiving: Stream | null = null
  /** Its reports lie on its own disk. */
  readonly losses = new KeptLosses()
  /** They too. */
  readonly blobs = new MemoryBlobs()
  /** Which release its next process runs: one region may be ahead of the other. */
  version: 'this' | 'next' = 'this'
  readonly #world: World
  readonly #dice: Dice
  readonly #runningIn = new WeakMap<Process, Running>()
  #running: Running | null = null

  constructor(code: 'sin' | 'syd', world: World) {
    this.code = code
    this.#world = world
    this.machine = new MachineClock(world.scheduler)
    this.#dice = world.dice.fork(`region ${code}`)
    this.database = new Database(world.scheduler, this.#dice.fork('database'))
  }

  get process(): Process | null {
    return this.#running?.process ?? null
  }

  get serving(): Serving | null {
    return this.#running?.serving ?? null
  }

  get ledger(): Ledger | null {
    return this.#running?.ledger ?? null
  }

  get controller(): Controller | null {
    return this.#running?.controller ?? null
  }

  get other(): SimulatedRegion {
    return this.#world.region(this.code === 'sin' ? 'syd' : 'sin')
  }

  /** Starts the process, unless it runs or its database is away. */
  start(): void {
    if (this.#running !== null || !this.database.up) return
    this.#running = this.#make()
    this.#runningIn.set(this.#running.process, this.#running)
    this.#running.region.start()
    void this.#running.controller.start()
    this.#world.say(this.code, 'its process starts')
  }

  /** SIGKILL. */
  kill(): void {
    const running = this.#running
    if (running === null) return
    this.#running = null
    running.process.kill()
    this.#world.network.died(running.process)
  }

  /**
   * The process stands still and another takes its place, as when whoever watches over it believes it
   * is dead. Without its database none can. @returns what wakes it: it goes on beside its heir for a
   * moment, and is killed then; without one it goes on
   */
  replace(forMs: number): () => void {
    const running = this.#running
    if (running === null) return () => undefined
    if (!this.database.up) return () => running.process.goOn()
    running.process.stop()
    this.#running = null
    this.start()
    return () => {
      running.process.goOn()
      this.#world.scheduler.after(forMs * 1_000, () => {
        running.process.kill()
        this.#world.network.died(running.process)
      })
    }
  }

  /** A request that arrived at a process of this region. */
  answer(
    request: Parameters<DirectAnswers['answer']>[0],
    process: Process | null = this.process,
  ): Promise<Outgoing> {
    const running = this.#in(process)
    if (running === null) return Promise.reject(new Fault('unavailable'))
    return running.http.answer(request)
  }

  isReady(process: Process | null = this.process): boolean {
    const running = this.#in(process)
    if (running === null || running.health.trouble() !== null) return false
    const { standing } = running.serving
    return (standing === 'paired' && !running.serving.inDoubt) || standing === 'solo'
  }

  #make(): Running {
    const world = this.#world
    const { scheduler, network, settings } = world
    const { database } = this
    const services = this.version === 'this' ? world.services : world.nextServices
    const process = new Process(scheduler)
    const clock = new ProcessClock(scheduler, process, this.machine, settings.startMs)
    const dice = this.#dice
    const serving = new Serving(this.code, this.code, settings.homes)
    const link = { scheduler, database, process, dice }
    const connection = new Connection(link)
    const ledger = new Session({
      ...link,
      clock,
      leaseMs,
      onAcknowledged: (commit, epoch, fence) => world.acknowledged(this, fence, epoch, commit),
    })
    const peer = this.#peer(process)
    const ports: Ports = {
      clock,
      random: dice,
      ...world.outside.portsFor(this.code, process),
      search: searchThrough(connection, database),
      // Its operators act on the controllers themselves: see operator.ts.
      operations: new MemoryOperations(),
      tallies: new MemoryTallies(),
      blobs: this.blobs,
    }
    const region = composeRegion({
      services,
      ledger,
      ports,
      serving,
      mode: settings.mode,
      soleWriter: true,
      sendAcross: (_region, deliveries) =>
        peer.call('deliveries', callMs, (other) => other.region.deliverer.receive(deliveries)),
      projections: [cacheProjection(services, (tags) => http.invalidate(tags))],
      onFailure: (what, details) => world.say(this.code, what, details),
    })
    const replication = new SimulatedReplication({
      ...link,
      network,
      clock,
      connection,
      own: { place: this.code, database, receiving: this.#stream },
      peer: {
        place: this.other.code,
        database: this.other.database,
        receiving: this.other.#stream,
      },
      onErase: (events) => world.checks.erases(this.code, events),
    })
    const onFence = async (fence: Fence): Promise<void> => {
      ledger.believe(fence)
      region.queue.forget()
      if (fence.serves.length > 0) await ledger.releaseLeases()
    }
    const controller = new Controller({
      serving,
      peerRegion: this.other.code,
      peer,
      witness: world.witness.asSeenFrom(this.code, process),
      replication,
      clock,
      onFence,
      onReseeded: () => region.startOver(),
      durability: 'synchronous',
      losses: this.losses,
      rejoinByItself: true,
      trouble: () => health.trouble(),
      keepSalvage: async (events) => {
        world.salvaged(this.code, events)
        return 'kept'
      },
      say: (what, details) => world.say(this.code, what, details),
    })
    const health = ledgerHealth({
      ask: () => ledger.mark('health'),
      hasRoom: async () => true,
      clock,
    })
    const http = directAnswers(
      {
        services,
        contextFor: region.contextFor,
        executor: region.executor,
        ledger,
        serving,
        forward: peer.forward,
        health: { ready: async () => ({ ready: true, checks: {} }) },
        telemetry: { log, metrics },
        authenticate: authenticateStaff(authenticate(region.contextFor(identity))),
        random: dice,
        clock,
      },
      (error, { method, url }) => world.bug(this.code, `${method} ${url}`, error),
    )
    return { process, serving, ledger, region, controller, replication, health, http }
  }

  get #stream(): Stream {
    if (this.receiving === null) throw new Error('the regions are not linked')
    return this.receiving
  }

  /** The other region as this one reaches it. */
  #peer(process: Process) {
    const world = this.#world
    const { other } = this
    const call = async <Result>(
      what: string,
      withinMs: number,
      ask: (running: Running) => Promise<Result>,
    ): Promise<Result> => {
      try {
        return await world.network.call({
          from: this.code,
          to: other.code,
          caller: process,
          callee: () => other.process,
          withinMs,
          bearsRepeat: what !== 'pair' && what !== 'hand-over',
          handle: async (callee) => ask(other.#alive(callee)),
        })
      } catch (cause) {
        // Whatever the peer throws is a failed answer over HTTP.
        const late =
          cause instanceof Fault &&
          cause.code === 'timeout' &&
          cause.message.startsWith('no answer from')
        throw new Fault(late ? 'timeout' : 'unavailable', `the peer did not answer ${what}`, {
          cause,
        })
      }
    }
    const calls: Peer = {
      status: () =>
        call(
          'status',
          statusMs,
          async ({ serving: { epoch, standing, inPair }, health, controller }) => ({
            epoch,
            standing,
            inPair,
            ledger: health.trouble() === null,
            lagBytes: null,
            pairing: controller.pairing,
          }),
        ),
      keepsPair: (epoch) => call('keeps-pair', statusMs, ({ serving }) => serving.keepsPair(epoch)),
      missingEvents: (events) =>
        call('missing-events', callMs, ({ replication }) => replication.missing(events)),
      losses: () => call('losses', callMs, async () => other.losses.read()),
      keepLoss: (report) => call('keep-loss', callMs, () => other.losses.keep(report)),
      pair: () => call('pair', changeMs, ({ controller }) => controller.pair()),
      handOver: (home: Home) =>
        call('hand-over', changeMs, ({ controller }) => controller.handOver(home)),
      learn: (map) => call('learn', callMs, ({ controller }) => controller.learn(map)),
    }
    return {
      ...calls,
      call,
      forward: async (
        _region: Home,
        request: {
          method: string
          path: string
          headers: Readonly<Record<string, string>>
          body: Buffer | null
          signal: AbortSignal
        },
      ) => {
        const { method, path: url, headers, body } = request
        try {
          const answer = await world.network.call({
            from: this.code,
            to: other.code,
            caller: process,
            callee: () => other.process,
            withinMs: changeMs,
            bearsRepeat: false,
            handle: (callee) =>
              other.answer(
                {
                  method,
                  url,
                  headers,
                  body: body === null ? undefined : (JSON.parse(body.toString()) as unknown),
                  requestId: headers['x-request-id'] ?? '',
                },
                callee,
              ),
          })
          return { ...answer, body: Buffer.from(answer.body ?? '') }
        } catch (cause) {
          const unsent = cause instanceof Fault && cause.code === 'unavailable'
          throw new Fault(unsent ? 'unavailable' : 'outcome-unknown', undefined, { cause })
        }
      },
    }
  }

  #in(process: Process | null): Running | null {
    return process === null ? null : (this.#runningIn.get(process) ?? null)
  }

  #alive(process: Process): Running {
    const running = this.#in(process)
    if (running === null) throw new Fault('unavailable')
    return running
  }
}
