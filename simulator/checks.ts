// What must hold: the services' own invariants, and what the platform itself promises of any
// service. Some of it is looked at with every commit, the rest once everything has come to rest.

import { homeOf, type Home } from '#kernel/core/id.ts'
import { epochMsOf } from '#kernel/core/instant.ts'
import { sameData } from '#kernel/core/same-data.ts'
import type { Event } from '#kernel/core/decider.ts'
import type { Commit, StoredDocument, StoredEvent } from '#kernel/ports/ledger.ts'
import type { Fence } from '#kernel/ports/replication.ts'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'
import { simulatedStaff, type AtRest, type Invariant } from '#kernel/service/workload.ts'
import type { Change, DeliveryRow, LedgerStore } from '#adapters/memory/ledger-store.ts'
import { thisVersionOf } from '#simulator/next-version.ts'
import { answerOf } from '#simulator/people.ts'
import type { SimulatedRegion } from '#simulator/region.ts'
import { subjectsOf, wordsFor } from '#simulator/words.ts'
import type { World } from '#simulator/world.ts'

export interface Violation {
  /** `P1` to `P9`, or `bug`. */
  readonly promise: string
  readonly name: string
  readonly detail: string
}

/** Kinds whose log leaves out what is in the document anyway, so that it cannot give it back. */
const loggedInPart: ReadonlySet<string> = new Set(['product'])
/** No events are forgotten sooner; clocks are wrong by less. */
const oldMs = 50 * 60_000
/** And regions may differ by this much in what they hold for old. */
const clocksMs = 10 * 60_000
/** More of the same tell nothing new. */
const violationsMax = 20

interface Acknowledged {
  readonly region: string
  readonly epoch: number
  readonly at: string
}

export class Checks {
  readonly violations: Violation[] = []
  /** Orders that somebody was told of, and everything else that was acknowledged. */
  acknowledgedCommits = 0
  readonly #world: World
  readonly #always = new Map<string, Invariant[]>()
  readonly #atRest: readonly Invariant[]
  readonly #acknowledged = new Map<string, Acknowledged>()
  /** Home and epoch → the region that acknowledged under it. */
  readonly #servedBy = new Map<string, string>()
  readonly #salvaged = new Set<string>()
  readonly #aggregates: ReadonlyMap<string, AnyAggregate>

  constructor(world: World, invariants: readonly Invariant[]) {
    this.#world = world
    this.#aggregates = new Map(
      world.services.flatMap(({ aggregates }) =>
        aggregates.map((aggregate) => [aggregate.kind, aggregate] as const),
      ),
    )
    this.#atRest = invariants.filter(({ atRest }) => atRest !== undefined)
    for (const invariant of invariants) {
      if (invariant.always === undefined) continue
      const listed = this.#always.get(invariant.always.kind) ?? []
      listed.push(invariant)
      this.#always.set(invariant.always.kind, listed)
    }
  }

  violated(violation: Violation): void {
    if (this.violations.length >= violationsMax) return
    this.violations.push(violation)
    this.#world.tell(`VIOLATION ${violation.promise}: ${violation.name}: ${violation.detail}`)
  }

  /** Kept word for word, for somebody to look at. */
  salvaged(events: readonly StoredEvent[]): void {
    for (const { id, at } of events) this.#salvaged.add(`${id} ${at}`)
  }

  /** The copy of a region is about to be replaced by one that lacks these. */
  erases(region: string, events: readonly StoredEvent[]): void {
    for (const { id, type, at } of events) {
      // What is old may have been forgotten over there.
      if (this.#salvaged.has(`${id} ${at}`) || epochMsOf(at) < this.#world.nowMs - oldMs) continue
      const detail = `${region} replaces its copy, and nobody has kept ${type} ${id} of ${at}`
      this.violated({ promise: 'P8', name: 'what only a region has is kept', detail })
    }
  }

  /** A process was told that its commit is done. */
  acknowledged(region: string, fence: Fence, epoch: number, commit: Commit): void {
    this.acknowledgedCommits += 1
    this.#wasFenced(region, fence, epoch, commit)
    const home = homeOf(commit.id) ?? ''
    const term = `${home} ${epoch}`
    const server = this.#servedBy.get(term)
    if (server === undefined) this.#servedBy.set(term, region)
    else if (server !== region) {
      const detail = `${server} and ${region} both acknowledged commits of ${home}`
      this.violated({ promise: 'P4', name: 'one region serves a home in an epoch', detail })
    }
    // What was committed `here` may be lost with its region.
    if (commit.durability !== 'everywhere') return
    const version = commit.expectedVersion + 1
    const key = `${commit.kind}/${commit.id}@${version}`
    const before = this.#acknowledged.get(key)
    if (before !== undefined) {
      const detail = `${key} by ${before.region} in epoch ${before.epoch} and by ${region} in epoch ${epoch}`
      this.violated({ promise: 'P4', name: 'a version is acknowledged once', detail })
    }
    this.#acknowledged.set(key, { region, epoch, at: commit.at })
  }

  #wasFenced(region: string, fence: Fence, epoch: number, { kind, id }: Commit): void {
    if (fence.epoch === epoch && fence.serves.includes(homeOf(id) ?? '')) return
    const detail = `${kind}/${id} under epoch ${epoch} in ${region}, whose fence is at ${fence.epoch} and serves ${fence.serves.join(' and ') || 'nothing'}`
    this.violated({ promise: 'P4', name: 'no commit passes the fence', detail })
  }

  /** A home goes from one region to another that both go on: whatever it holds is there already. */
  handedOver(home: Home, from: SimulatedRegion, to: SimulatedRegion): void {
    for (const [key, { document }] of from.database.store.documents) {
      if (homeOf(document.id) !== home) continue
      const there = to.database.store.documents.get(key)?.document.version ?? 0
      if (there === document.version) continue
      const detail = `${key} is at ${document.version} in ${from.code} and at ${there} in ${to.code}`
      this.violated({ promise: 'P4', name: 'a home is handed over whole', detail })
    }
    const pending = ({ database: { store } }: SimulatedRegion) =>
      new Set(
        [...store.deliveries].flatMap(([key, { delivery }]) =>
          delivery.home === home ? [key] : [],
        ),
      )
    for (const key of pending(from).symmetricDifference(pending(to))) {
      const detail = `delivery ${key} is pending in one region and not in the other`
      this.violated({ promise: 'P4', name: 'a home is handed over whole', detail })
    }
  }

  /** A transaction is about to become visible in the region that made it. */
  shows(
    region: string,
    store: LedgerStore,
    changes: readonly Change[],
    acknowledged: boolean,
  ): void {
    this.#tell(region, changes, acknowledged)
    for (const change of changes) {
      if (change.table !== 'documents' || change.row === null) continue
      const { document } = change.row
      this.#world.trace.text(change.key)
      const before = store.documents.get(change.key)?.document ?? null
      this.#follows(region, document, before)
      const invariants = this.#always.get(document.kind)
      if (invariants === undefined) continue
      for (const { name, promise, always } of invariants) {
        const wrong = always?.check(document, before) ?? null
        if (wrong !== null) this.violated({ promise, name, detail: wrong })
      }
    }
  }

  /** A transaction of the peer is about to become visible in a region: PostgreSQL would meet no conflict. */
  arrives(region: string, store: LedgerStore, changes: readonly Change[]): void {
    for (const change of changes) {
      if (!meetsConflict(store, change)) continue
      const detail = `${change.table} ${change.key} is not in ${region} as the peer had it`
      this.violated({ promise: 'P8', name: 'what arrives meets no conflict', detail })
    }
  }

  #follows(region: string, now: StoredDocument, before: StoredDocument | null): void {
    if (now.version === (before?.version ?? 0) + 1) return
    const detail = `${now.kind}/${now.id} goes from ${before?.version ?? 0} to ${now.version} in ${region}`
    this.violated({ promise: 'P4', name: 'a version follows the one it was decided on', detail })
  }

  #tell(region: string, changes: readonly Change[], acknowledged: boolean): void {
    for (const change of changes) {
      const words = () => wordsFor(region, change, acknowledged)
      this.#world.tellAbout(() => subjectsOf(change), words)
    }
  }

  /** Everything that can be judged once nothing moves any more. */
  async atRest(): Promise<void> {
    const platform = this.#platform()
    this.#regionsEqual()
    this.#nothingAcknowledgedIsLost()
    this.#replays()
    for (const { name, promise, atRest } of this.#atRest) {
      for (const detail of (await atRest?.(platform)) ?? []) {
        this.violated({ promise, name, detail })
      }
    }
  }

  #platform(): AtRest {
    const { people, outside, regions, settings } = this.#world
    const servers = new Map(
      settings.homes.map((home) => [
        home as string,
        regions.find(({ serving }) => serving?.serves(home)) ?? regions[0],
      ]),
    )
    const serverOf = (id: string): SimulatedRegion | undefined => servers.get(homeOf(id) ?? '')
    return {
      documents: (kind) =>
        regions.flatMap((region) =>
          [...region.database.store.documents.values()]
            .map(({ document }) => document)
            .filter((document) => document.kind === kind && serverOf(document.id) === region),
        ),
      history: (kind, id) => serverOf(id)?.database.store.histories.get(`${kind}/${id}`) ?? [],
      notes: (topic) => people.notes.get(topic) ?? [],
      ask: (path) =>
        Promise.all(
          regions.map(async (region) =>
            answerOf(
              await region.answer({
                method: 'GET',
                url: path,
                headers: { authorization: simulatedStaff },
                body: undefined,
                requestId: 'at-rest',
              }),
            ),
          ),
        ),
      outside: {
        charges: outside.charges(),
        parcels: outside.carrier.parcels(),
        mails: outside.mailer.sent(),
      },
    }
  }

  #regionsEqual(): void {
    const [one, other] = this.#world.regions.map(({ database }) => database.store)
    if (one === undefined || other === undefined) return
    const compare = <Row>(
      table: string,
      left: ReadonlyMap<string, Row>,
      right: ReadonlyMap<string, Row>,
      mayLack: (row: Row) => boolean = () => false,
    ) => {
      const name = 'both regions are equal row for row'
      for (const [key, row] of left) {
        const there = right.get(key)
        if (there === undefined ? mayLack(row) : same(row, there)) continue
        const detail = `${table} ${key} is ${there === undefined ? 'missing in' : 'another in'} syd`
        this.violated({ promise: 'P8', name, detail })
      }
      for (const [key, row] of right) {
        if (left.has(key) || mayLack(row)) continue
        this.violated({ promise: 'P8', name, detail: `${table} ${key} is missing in sin` })
      }
    }
    compare('document', one.documents, other.documents)
    compare('event', one.events, other.events, (event) => this.#isForgotten(event))
    compare('delivery', taken(one.deliveries), taken(other.deliveries))
    compare('mark', one.marks, other.marks)
    compare('discarded letter', one.discarded, other.discarded)
  }

  /** Each region forgets events by its own clock, once they are as old as their kind is remembered. */
  #isForgotten({ kind, at }: StoredEvent): boolean {
    const keepMs = this.#aggregates.get(kind)?.keepEvents ?? 0
    return epochMsOf(at) < this.#world.nowMs - keepMs + clocksMs
  }

  #nothingAcknowledgedIsLost(): void {
    const { regions } = this.#world
    for (const [key, { region, at }] of this.#acknowledged) {
      const place = key.lastIndexOf('@')
      const document = key.slice(0, place)
      const version = Number(key.slice(place + 1))
      for (const { code, database } of regions) {
        const held = database.store.documents.get(document)?.document.version ?? 0
        const event = database.store.histories
          .get(document)
          ?.find((one: StoredEvent) => one.version === version)
        if (held >= version && (event === undefined || event.at === at)) continue
        const detail = `${key}, acknowledged by ${region}, is ${held < version ? 'missing' : 'another'} in ${code}`
        this.violated({ promise: 'P1', name: 'nothing acknowledged is lost', detail })
      }
    }
  }

  /** The events of a document, from the first on, give the state that is stored. */
  #replays(): void {
    for (const { code, database } of this.#world.regions) this.#replaysIn(code, database.store)
  }

  #replaysIn(region: string, { documents, histories }: LedgerStore): void {
    for (const [key, { document }] of documents) {
      const history = histories.get(key) ?? []
      const aggregate = this.#aggregates.get(document.kind)
      if (aggregate === undefined || loggedInPart.has(document.kind)) continue
      if (history[0]?.version !== 1) continue
      let state = aggregate.decider.initial
      for (const { type, data } of history) {
        state = aggregate.decider.evolve(state, asLogged(type, data))
      }
      if (sameData(thisVersionOf(state), thisVersionOf(document.state))) continue
      this.violated({
        promise: 'P6',
        name: 'replaying events gives the stored state',
        detail: `${key} at version ${document.version} in ${region}`,
      })
    }
  }
}

/** Who may take a delivery, and until when, is each region's own. */
function taken(deliveries: ReadonlyMap<string, DeliveryRow>) {
  return new Map(
    [...deliveries].map(([key, { delivery, died }]) => [key, { delivery, died }] as const),
  )
}

/** Where a row was not there before, it is not there; where it was, it is as it was. */
function meetsConflict({ documents, events, deliveries }: LedgerStore, change: Change): boolean {
  const { table, key, row } = change
  if (table === 'events') return row !== null && events.has(key)
  if (table === 'deliveries') {
    // It is there from the moment its event is: whatever comes later changes or removes it.
    const isNew = row !== null && !events.has(key.split('/', 2).join('/'))
    return !isNew && !deliveries.has(key)
  }
  if (table !== 'documents') return false
  const before = documents.get(key)?.document.version ?? 0
  return row === null ? before === 0 : row.document.version !== before + 1
}

function same(one: unknown, other: unknown): boolean {
  return one === other || sameData(one, other)
}

/** What is fleeting was forgotten; whoever copies an event into a state must not have copied it. */
function asLogged(type: string, data: StoredEvent['data']): Event {
  return Object.defineProperty({ ...data, type }, 'fleeting', { value: {} })
}
