// Everything there is on a simulated day, put together.

import { instantOf } from '#kernel/core/instant.ts'
import type { Commit, StoredEvent } from '#kernel/ports/ledger.ts'
import type { Fence } from '#kernel/ports/replication.ts'
import type { ServingMap } from '#kernel/ports/witness.ts'
import type { Service } from '#kernel/service/define-service.ts'
import { simulatedSignature, type Invariant, type Workload } from '#kernel/service/workload.ts'
import { Checks } from '#simulator/checks.ts'
import { Stream } from '#simulator/database/stream.ts'
import { Dice } from '#simulator/dice.ts'
import { Edge } from '#simulator/edge.ts'
import { Network } from '#simulator/network.ts'
import { nextVersionOf } from '#simulator/next-version.ts'
import { Operator } from '#simulator/operator.ts'
import { Outside } from '#simulator/outside.ts'
import { People } from '#simulator/people.ts'
import type { Mode } from '#simulator/plan.ts'
import { SimulatedRegion } from '#simulator/region.ts'
import { Scheduler } from '#simulator/scheduler.ts'
import { Trace } from '#simulator/trace.ts'
import { SimulatedWitness } from '#simulator/witness.ts'

export interface Settings {
  readonly mode: Mode
  readonly homes: readonly ('sin' | 'syd')[]
  /** The true time at the start, in milliseconds since 1970. */
  readonly startMs: number
}

export interface WorldOptions {
  readonly seed: number
  readonly mode: Mode
  readonly services: readonly Service[]
  readonly workloads: readonly Workload[]
  /** Writes the story down; costs time. A text: also what happens to whatever has it in its id, or names it. */
  readonly tellsStory: boolean | string
  /** Nothing happens but what an operator asked for. */
  readonly plannedWork: boolean
}

const startMs = Date.UTC(2026, 2, 1, 8)

export class World {
  readonly settings: Settings
  readonly services: readonly Service[]
  /** As the next release has them. */
  readonly nextServices: readonly Service[]
  readonly workloads: readonly Workload[]
  readonly trace = new Trace()
  readonly scheduler = new Scheduler(this.trace)
  readonly dice: Dice
  readonly network: Network
  readonly witness: SimulatedWitness
  readonly outside: Outside
  readonly edge: Edge
  readonly people: People
  readonly operator: Operator
  readonly checks: Checks
  readonly story: string[] = []
  readonly plannedWork: boolean
  /** How often hours passed at once. */
  leaps = 0
  readonly #tellsStory: boolean | string
  readonly #regions: Readonly<Record<'sin' | 'syd', SimulatedRegion>>

  constructor({ seed, mode, services, workloads, tellsStory, plannedWork }: WorldOptions) {
    this.plannedWork = plannedWork
    this.services = services
    this.nextServices = nextVersionOf(services)
    this.workloads = workloads
    this.#tellsStory = tellsStory
    this.settings = { mode, homes: ['sin', 'syd'], startMs }
    this.dice = new Dice(seed)
    const { scheduler } = this
    this.network = new Network(scheduler, this.dice.fork('network'))
    const { network } = this
    const part = (name: string) => ({ scheduler, network, dice: this.dice.fork(name) })
    const invariants: readonly Invariant[] = workloads.flatMap((workload) => workload.invariants)
    this.checks = new Checks(this, invariants)
    this.witness = new SimulatedWitness(
      part('witness'),
      {
        epoch: 1,
        mode: 'paired',
        serving: mode === 'active-active' ? { sin: 'sin', syd: 'syd' } : { sin: 'sin', syd: 'sin' },
      },
      (map, before) => {
        this.trace.number(map.epoch)
        this.tell(`the witness grants epoch ${map.epoch}: ${map.mode}`)
        this.#handedOver(map, before)
      },
    )
    this.#regions = {
      sin: new SimulatedRegion('sin', this),
      syd: new SimulatedRegion('syd', this),
    }
    this.#link('sin', 'syd')
    this.#link('syd', 'sin')
    this.edge = new Edge(part('edge'), this.regions)
    this.people = new People(
      this,
      workloads.flatMap(({ habits }) => habits),
    )
    const bank = this.people.scene('the bank', undefined, 'bank')
    this.outside = new Outside({ ...part('outside'), nowMs: () => this.nowMs }, async (notice) => {
      const headers = { 'bank-signature': simulatedSignature, 'bank-timestamp': '0' }
      const told = await bank.ask('POST', '/v1/webhooks/bank', notice, headers).catch(() => null)
      return told !== null && told.status < 300
    })
    this.operator = new Operator(this)
  }

  /** The true time, in milliseconds since 1970. */
  get nowMs(): number {
    return startMs + Math.floor(this.scheduler.nowUs / 1_000)
  }

  get regions(): readonly SimulatedRegion[] {
    return [this.#regions.sin, this.#regions.syd]
  }

  region(code: 'sin' | 'syd'): SimulatedRegion {
    return this.#regions[code]
  }

  /** Both databases are there and empty; everybody starts. */
  start(): void {
    for (const region of this.regions) region.start()
    this.edge.start()
  }

  /** Hours pass for everybody at once. */
  leap(us: number): void {
    this.leaps += 1
    for (const { machine } of this.regions) machine.leap(us)
    this.scheduler.leap(us)
  }

  /** A line of the story, in the words of the domain. */
  tell(says: string): void {
    if (this.#tellsStory !== false) this.story.push(`${this.#time()} ${says}`)
  }

  say(who: string, what: string, details: Readonly<Record<string, unknown>> = {}): void {
    if (isBug(details['error'])) this.bug(who, what, details['error'])
    if (this.#tellsStory === false) return
    const more = Object.entries(details)
      .map(
        ([name, value]) =>
          ` ${name}=${value instanceof Error ? value.message : JSON.stringify(value)}`,
      )
      .join('')
    this.tell(`${who}: ${what}${more}`)
  }

  /** A line of the story that is told only when it is about one of these. */
  tellAbout(subjects: () => string, says: () => string | null): void {
    const about = this.#tellsStory
    if (typeof about !== 'string' || !subjects().includes(about)) return
    const words = says()
    if (words !== null) this.tell(words)
  }

  bug(who: string, doing: string, error: unknown): void {
    const says = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.checks.violated({ promise: 'bug', name: `${who}: ${doing}`, detail: says })
  }

  acknowledged(region: SimulatedRegion, fence: Fence, epoch: number, commit: Commit): void {
    this.checks.acknowledged(region.code, fence, epoch, commit)
  }

  #handedOver(map: ServingMap, before: ServingMap): void {
    if (map.mode !== 'paired' || before.mode !== 'paired') return
    for (const home of this.settings.homes) {
      const from = this.regions.find(({ code }) => code === before.serving[home])
      const to = this.regions.find(({ code }) => code === map.serving[home])
      if (from && to && from !== to) this.checks.handedOver(home, from, to)
    }
  }

  salvaged(who: 'sin' | 'syd', events: readonly StoredEvent[]): void {
    this.tell(`${who} keeps ${events.length} events that only it has`)
    this.checks.salvaged(events)
  }

  #link(from: 'sin' | 'syd', to: 'sin' | 'syd'): void {
    const { scheduler, network } = this
    const [sender, receiver] = [this.#regions[from], this.#regions[to]]
    const stream = new Stream({
      scheduler,
      network,
      dice: this.dice.fork(`stream ${from} ${to}`),
      sender: { place: from, database: sender.database },
      receiver: { place: to, database: receiver.database },
    })
    receiver.receiving = stream
    this.#listen(to)
  }

  #listen(code: 'sin' | 'syd'): void {
    const region = this.#regions[code]
    region.database.listener = {
      logged: () => region.other.receiving?.more(),
      flushed: () => region.receiving?.flushed(),
      crashed: () => {
        region.receiving?.break()
        region.other.receiving?.break()
      },
      shows: (changes, waited) =>
        this.checks.shows(region.code, region.database.store, changes, waited),
      arrives: (changes) => this.checks.arrives(region.code, region.database.store, changes),
    }
  }

  #time(): string {
    const ms = Math.floor(this.scheduler.nowUs / 1_000)
    return instantOf(startMs + ms)
      .slice(5, 23)
      .replace('T', ' ')
  }
}

/** What no fault explains: it is noticed also where trying again helps. */
function isBug(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { name, message } = error
  return ['TypeError', 'ReferenceError', 'RangeError'].includes(name) || message.startsWith('bug: ')
}
