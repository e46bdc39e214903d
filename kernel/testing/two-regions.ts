// For tests: two regions with their controllers, a witness and the link between them, all of which
// can fail. What a controller does to its copy of the ledger is written down step by step.

import { Fault } from '#kernel/core/fault.ts'
import { sameData } from '#kernel/core/same-data.ts'
import type { Home } from '#kernel/core/id.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Losses, LossReport } from '#kernel/ports/losses.ts'
import type { Peer } from '#kernel/ports/peer.ts'
import type { EventMark, Fence, PairDurability, Replication } from '#kernel/ports/replication.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { Controller } from '#kernel/regions/controller.ts'
import { Serving } from '#kernel/regions/serving.ts'
import { FakeClock, settled } from '#kernel/testing/fake-clock.ts'

const homes: readonly Home[] = ['sin', 'syd']

export class FakeWitness implements Witness {
  map: ServingMap = { epoch: 1, mode: 'paired', serving: { sin: 'sin', syd: 'syd' } }
  away = false
  /** Answers that are lost after the proposal was stored. */
  answersLost = 0
  slowMs = 0
  readonly #clock: FakeClock

  constructor(clock: FakeClock) {
    this.#clock = clock
  }

  async read(): Promise<ServingMap> {
    await this.#reach()
    return this.map
  }

  async propose(expectedEpoch: number, next: ServingMap): Promise<ServingMap> {
    await this.#reach()
    if (this.map.epoch === expectedEpoch) this.map = next
    if (this.answersLost > 0) {
      this.answersLost -= 1
      throw new Fault('outcome-unknown')
    }
    return this.map
  }

  async #reach(): Promise<void> {
    if (this.slowMs > 0) await this.#clock.sleep(this.slowMs)
    if (this.away) throw new Fault('unavailable', 'the witness is away')
  }
}

export class FakeReplication implements Replication {
  readonly steps: string[]
  fenced: Fence = { epoch: 0, serves: [] }
  left = 0
  /** Step → what it throws, once for each entry. */
  /** What the next calls of a name throw; null lets one pass. */
  readonly failing = new Map<string, (Error | null)[]>()
  caughtUp = true
  streams = { sending: true, receiving: true }
  events: StoredEvent[] = []

  constructor(steps: string[]) {
    this.steps = steps
  }

  async fence() {
    this.#fail('fence')
    return this.fenced
  }
  async setFence(fence: Fence, was = this.fenced) {
    if (!sameData(was, this.fenced)) {
      throw new Fault('not-serving')
    }
    this.#step('set-fence', `${fence.epoch} ${fence.serves.join('+') || 'none'}`)
    this.fenced = fence
  }
  async leavePairs(before: number) {
    this.#step('leave-pairs', String(before))
    this.left = before
  }
  async leftPairsBefore() {
    return this.left
  }
  async exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#fail('exclusively')
    return work()
  }
  async stream() {
    return { ...this.streams, lagBytes: this.streams.sending ? 0 : null, conflicts: 0 }
  }
  subscribe = async () => this.#step('subscribe')
  unsubscribe = async () => this.#step('unsubscribe')
  awaitPeer = async (wait: boolean) => this.#step('await', wait ? 'peer' : 'nobody')
  abandonWaiting = async () => this.#step('abandon-waiting')
  forgetPeer = async () => this.#step('forget-peer')
  async position() {
    return 'here'
  }
  async peerReached() {
    this.#step('catch-up')
    return this.caughtUp
  }
  async recentEvents(_homes: readonly Home[], limit: number) {
    return this.events.toReversed().slice(0, limit)
  }
  async missing(events: readonly EventMark[]) {
    const textOf = ({ id, type, at }: EventMark) => `${id} ${type} ${at}`
    const known = new Set(this.events.map(textOf))
    return events.filter((event) => !known.has(textOf(event))).map(({ id }) => id)
  }
  async reseed(onProgress: (says: string) => void) {
    this.#step('reseed')
    onProgress('1 of 6 tables copied')
    this.events = []
  }
  async digest() {
    return {}
  }
  async close() {}

  #step(name: string, detail = ''): void {
    this.#fail(name)
    this.steps.push(`${name} ${detail}`.trim())
  }

  #fail(name: string): void {
    const error = this.failing.get(name)?.shift()
    if (error) throw error
  }
}

export class FakeLosses implements Losses {
  reports: readonly LossReport[] = []

  async read() {
    return this.reports
  }
  async keep(report: LossReport) {
    this.reports = this.reports.filter(({ epoch }) => epoch !== report.epoch).concat(report)
  }
}

export interface TwoRegionsOptions {
  readonly rejoinByItself?: boolean
  readonly durability?: PairDurability
}

export class FakeRegion {
  readonly code: Home
  serving: Serving
  readonly steps: string[] = []
  readonly replication = new FakeReplication(this.steps)
  readonly salvaged: (readonly StoredEvent[])[] = []
  readonly said: string[] = []
  readonly losses = new FakeLosses()
  readonly peer: FakePeer
  controller: Controller
  /** Bytes that it has not sent. */
  lagBytes = 0
  /** What is wrong with its ledger. */
  trouble: string | null = null
  readonly #world: TwoRegions
  readonly #options: TwoRegionsOptions
  /** Whether its process answers, and its database. */
  alive = true
  ledgerAnswers = true

  constructor(code: Home, world: TwoRegions, options: TwoRegionsOptions) {
    this.code = code
    this.#world = world
    this.#options = options
    this.serving = new Serving(code, code, homes)
    this.peer = new FakePeer(code, world)
    this.controller = this.#newController()
  }

  /** Its process ended, and starts anew with the ledger as it is. */
  async restart(): Promise<void> {
    const stopping = this.controller.stop()
    await this.#world.clock.advance(60_000)
    await stopping
    this.serving = new Serving(this.code, this.code, homes)
    this.controller = this.#newController()
    this.alive = true
    await this.controller.start()
  }

  #newController(): Controller {
    const world = this.#world
    const { rejoinByItself = false, durability = 'synchronous' } = this.#options
    return new Controller({
      serving: this.serving,
      peerRegion: this.code === 'sin' ? 'syd' : 'sin',
      peer: this.peer,
      witness: {
        read: () => world.witness.read(),
        propose: (epoch, next) => {
          this.steps.push(`propose ${next.epoch}`)
          return world.witness.propose(epoch, next)
        },
      },
      replication: this.replication,
      clock: world.clock,
      onFence: async () => undefined,
      onReseeded: () => undefined,
      keepSalvage: async (events) => {
        this.steps.push('keep-salvage')
        this.salvaged.push(events)
        return 'report.jsonl'
      },
      durability,
      losses: this.losses,
      rejoinByItself,
      trouble: () => this.trouble,
      say: (what) => void this.said.push(what),
    })
  }

  /** What was done since the last look at it. */
  done(): readonly string[] {
    return this.steps.splice(0)
  }

  get summary(): string {
    const { standing, epoch } = this.serving
    return `${standing} ${epoch} ${this.serving.servedHere().join('+') || 'none'}`
  }
}

/** The other region, as one region reaches it. */
class FakePeer implements Peer {
  /** Call → how many of its answers are lost after it was carried out. */
  readonly answersLost = new Map<string, number>()
  readonly #code: Home
  readonly #world: TwoRegions

  constructor(code: Home, world: TwoRegions) {
    this.#code = code
    this.#world = world
  }

  status = () =>
    this.#call(
      'status',
      async ({ serving: { epoch, standing, inPair }, ledgerAnswers, lagBytes, controller }) => ({
        epoch,
        standing,
        inPair,
        ledger: ledgerAnswers,
        lagBytes,
        pairing: controller.pairing,
      }),
    )
  keepsPair = (epoch: number) => this.#call('keeps-pair', ({ serving }) => serving.keepsPair(epoch))
  missingEvents = (events: readonly EventMark[]) =>
    this.#call('missing-events', ({ replication }) => replication.missing(events))
  pair = () => this.#call('pair', ({ controller }) => controller.pair())
  handOver = (home: Home) => this.#call('hand-over', ({ controller }) => controller.handOver(home))
  learn = (map: ServingMap) => this.#call('learn', ({ controller }) => controller.learn(map))
  losses = () => this.#call('losses', ({ losses }) => losses.read())
  keepLoss = (report: LossReport) => this.#call('keep-loss', ({ losses }) => losses.keep(report))

  async #call<Answer>(name: string, ask: (other: FakeRegion) => Promise<Answer>): Promise<Answer> {
    const other = this.#code === 'sin' ? this.#world.syd : this.#world.sin
    if (this.#world.link === 'silent') {
      await this.#world.clock.sleep(1_000)
      throw new Fault('timeout')
    }
    if (!other.alive || this.#world.link === 'cut') throw new Fault('unavailable', 'no such peer')
    const answer = await ask(other)
    const lost = this.answersLost.get(name) ?? 0
    if (lost === 0) return answer
    this.answersLost.set(name, lost - 1)
    throw new Fault('unavailable', 'the answer was lost')
  }
}

export class TwoRegions {
  readonly clock = new FakeClock()
  readonly witness = new FakeWitness(this.clock)
  link: 'up' | 'cut' | 'silent' = 'up'
  readonly sin: FakeRegion
  readonly syd: FakeRegion

  constructor(options: TwoRegionsOptions = {}) {
    this.sin = new FakeRegion('sin', this, options)
    this.syd = new FakeRegion('syd', this, options)
  }

  /** Both regions up, paired, and in sight of each other. */
  static async paired(options: TwoRegionsOptions = {}): Promise<TwoRegions> {
    const world = new TwoRegions(options)
    await Promise.all([world.sin.controller.start(), world.syd.controller.start()])
    await world.clock.advance(1_000)
    world.sin.done()
    world.syd.done()
    return world
  }

  /** Ends a region's process. */
  async lose(region: FakeRegion): Promise<void> {
    region.alive = false
    void region.controller.stop()
    await settled()
  }

  get summary(): readonly string[] {
    return [this.sin.summary, this.syd.summary]
  }

  async stop(): Promise<void> {
    const stopping = Promise.all([this.sin.controller.stop(), this.syd.controller.stop()])
    await this.clock.advance(60_000)
    await stopping
  }
}
