// A ledger that lives in one process's memory, for the simulator and for tests. Every method does
// its work in one turn, so a commit is all or nothing by nature, and the same calls in the same
// order give the same answers. It loses everything when the process ends.

import { Fault } from '#kernel/core/fault.ts'
import { homeOf } from '#kernel/core/id.ts'
import { instantOf, type Instant } from '#kernel/core/instant.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type {
  Commit,
  CommitOutcome,
  DeadLetter,
  Delivery,
  Feed,
  Found,
  IndexRange,
  Ledger,
  Mark,
  Page,
  StoredDocument,
  StoredEvent,
} from '#kernel/ports/ledger.ts'
import { compareText } from '#adapters/memory/compare-text.ts'
import { cursorOf, placeIn } from '#adapters/memory/cursor.ts'
import { frozenCopy } from '#adapters/memory/frozen-copy.ts'
import { LedgerStore, type DeliveryRow, type IndexRow } from '#adapters/memory/ledger-store.ts'
import { firstPlace, type SortedList } from '#adapters/memory/sorted-list.ts'

export interface MemoryLedgerOptions {
  readonly clock: Pick<Clock, 'now'>
  /** How long a process may hold a delivery that it has taken or committed. */
  readonly leaseMs: number
  /** What other processes of the region have too; without one it serves no home until told. */
  readonly store?: LedgerStore
}

/** Which homes it serves is said by `ledger.store.fence`. */
export function memoryLedger(options: MemoryLedgerOptions): MemoryLedger {
  return new MemoryLedger(options)
}

export class MemoryLedger implements Ledger {
  readonly store: LedgerStore
  readonly #clock: Pick<Clock, 'now'>
  readonly #leaseMs: number

  constructor({ clock, leaseMs, store }: MemoryLedgerOptions) {
    this.store = store ?? new LedgerStore({ epoch: 0, serves: [] })
    this.#clock = clock
    this.#leaseMs = leaseMs
  }

  async read(kind: string, id: string): Promise<StoredDocument | null> {
    return this.#find(kind, id)
  }

  async readMany(kind: string, ids: readonly string[]): Promise<readonly StoredDocument[]> {
    return ids.flatMap((id) => this.#find(kind, id) ?? [])
  }

  async list(
    kind: string,
    range: IndexRange,
    page: { cursor?: string; limit: number },
  ): Promise<Page<StoredDocument>> {
    const { index: name, prefix = '', descending = false } = range
    const list = JSON.stringify([kind, name, prefix, descending])
    const index = this.store.index(kind, name)
    const after = page.cursor === undefined ? null : rowIn(list, page.cursor)
    const rows = rowsAfter(index, prefix, descending, after, page.limit + 1)
    const shown = rows.slice(0, page.limit)
    const last = shown.at(-1)
    return {
      items: shown.flatMap(({ id }) => this.#find(kind, id) ?? []),
      next: rows.length > page.limit && last ? cursorOf(list, [last.key, last.id]) : null,
    }
  }

  async find(kind: string, name: string, keys: readonly string[]): Promise<readonly Found[]> {
    const index = this.store.index(kind, name)
    return [...new Set(keys)].flatMap((key) =>
      rowsAfter(index, key, false, null, index.length)
        .filter((row) => row.key === key)
        .flatMap(({ id }) => {
          const document = this.#find(kind, id)
          return document ? [{ key, document }] : []
        }),
    )
  }

  async commit(commit: Commit): Promise<void> {
    this.#commit(commit)
  }

  async commitMany(commits: readonly Commit[]): Promise<readonly CommitOutcome[]> {
    return commits.map((commit): CommitOutcome => {
      try {
        this.#commit(commit)
        return { committed: true }
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        return { committed: false, fault: error }
      }
    })
  }

  async mark(id: string): Promise<Mark | null> {
    return this.store.marks.get(id)?.mark ?? null
  }

  async take(limit: number): Promise<readonly Delivery[]> {
    const { store } = this
    const now = this.#clock.now()
    const nowText = instantOf(now)
    const due = [...store.deliveries.values()].filter(
      ({ delivery, leasedUntil, died }) =>
        died === undefined &&
        leasedUntil <= now &&
        delivery.dueAt <= nowText &&
        store.serves(delivery.home),
    )
    due.sort(
      (one, other) =>
        compareText(one.delivery.dueAt, other.delivery.dueAt) || one.sequence - other.sequence,
    )
    return due.slice(0, limit).map((row) => {
      this.#put({ ...row, leasedUntil: now + this.#leaseMs })
      return row.delivery
    })
  }

  async postpone(
    id: string,
    outcome: { error: string; dueAt: Instant } | { error: string; dead: true },
  ): Promise<void> {
    const row = this.#change(id)
    if (row === null || row.died) return
    const attempts = row.delivery.attempts + 1
    if ('dead' in outcome) {
      const died = { error: outcome.error, diedAt: instantOf(this.#clock.now()) }
      this.#put({ ...row, delivery: frozenCopy({ ...row.delivery, attempts }), died })
      return
    }
    const delivery = frozenCopy({ ...row.delivery, attempts, dueAt: outcome.dueAt })
    this.#put({ ...row, delivery, leasedUntil: 0 })
  }

  async finish(ids: readonly string[]): Promise<void> {
    for (const id of ids) if (this.#change(id)) this.store.deliveries.delete(id)
  }

  async releaseLeases(): Promise<void> {
    for (const row of this.store.deliveries.values()) {
      if (this.store.serves(row.delivery.home)) this.#put({ ...row, leasedUntil: 0 })
    }
  }

  async deadLetters(page: { cursor?: string; limit: number }): Promise<Page<DeadLetter>> {
    const [diedAt = '', sequence = 0] =
      page.cursor === undefined ? [] : placeIn('dead-letters', page.cursor)
    const dead = [...this.store.deliveries.values()]
      .flatMap(({ delivery, sequence: order, died }) =>
        died && this.store.fence.serves.includes(delivery.home)
          ? [{ letter: { ...delivery, ...died }, order }]
          : [],
      )
      .filter(
        ({ letter, order }) =>
          letter.diedAt > diedAt || (letter.diedAt === diedAt && order > Number(sequence)),
      )
      .toSorted(
        (one, other) =>
          compareText(one.letter.diedAt, other.letter.diedAt) || one.order - other.order,
      )
    const shown = dead.slice(0, page.limit)
    const last = shown.at(-1)
    const next =
      dead.length > page.limit && last
        ? cursorOf('dead-letters', [last.letter.diedAt, last.order])
        : null
    return { items: shown.map(({ letter }) => letter), next }
  }

  async redrive(id: string): Promise<boolean> {
    const row = this.#change(id)
    if (!row?.died) return false
    const dueAt = instantOf(this.#clock.now())
    const { sequence, delivery } = row
    this.#put({
      sequence,
      delivery: frozenCopy({ ...delivery, attempts: 0, dueAt }),
      leasedUntil: 0,
    })
    return true
  }

  async discard(id: string, reason: string): Promise<boolean> {
    const row = this.#change(id)
    if (!row?.died) return false
    this.store.discarded.push({ delivery: row.delivery, reason })
    this.store.deliveries.delete(id)
    return true
  }

  async follow(cursor: string | null, limit: number, types?: readonly string[]): Promise<Feed> {
    const [after = 0] = cursor === null ? [] : placeIn('feed', cursor)
    const { log } = this.store
    const start = firstPlace(log, ({ sequence }) => sequence > Number(after))
    const entries = log.slice(start, start + limit)
    return {
      events: entries.map(({ event }) => event).filter(({ type }) => types?.includes(type) ?? true),
      cursor: cursorOf('feed', [entries.at(-1)?.sequence ?? after]),
      more: entries.length === limit,
    }
  }

  async feedEnd(): Promise<string> {
    return cursorOf('feed', [this.store.log.at(-1)?.sequence ?? 0])
  }

  async history(kind: string, id: string, fromVersion = 0): Promise<readonly StoredEvent[]> {
    const events = this.store.documents.get(keyOf(kind, id))?.events ?? []
    return events.filter(({ version }) => version >= fromVersion)
  }

  async prune(kind: string, before: Instant): Promise<number> {
    const { store } = this
    const isOld = (event: StoredEvent) => event.kind === kind && event.at < before
    const kept = store.log.filter(({ event }) => !isOld(event))
    const pruned = store.log.length - kept.length
    store.log = kept
    for (const [key, row] of store.documents) {
      if (row.events.some(isOld)) {
        store.documents.set(key, { ...row, events: row.events.filter((event) => !isOld(event)) })
      }
    }
    for (const [id, mark] of store.marks) {
      if (mark.kind === kind && mark.at < before && store.serves(mark.home)) store.marks.delete(id)
    }
    return pruned
  }

  async depth(): Promise<{ pending: number; dead: number; oldestDueAt: Instant | null }> {
    let pending = 0
    let dead = 0
    let oldestDueAt: Instant | null = null
    for (const { delivery, died } of this.store.deliveries.values()) {
      if (!this.store.fence.serves.includes(delivery.home)) continue
      if (died) {
        dead += 1
        continue
      }
      pending += 1
      if (oldestDueAt === null || delivery.dueAt < oldestDueAt) oldestDueAt = delivery.dueAt
    }
    return { pending, dead, oldestDueAt }
  }

  async close(): Promise<void> {}

  #find(kind: string, id: string): StoredDocument | null {
    return this.store.documents.get(keyOf(kind, id))?.document ?? null
  }

  #put(row: DeliveryRow): void {
    this.store.deliveries.set(row.delivery.id, row)
  }

  /** A delivery that this region may change. */
  #change(id: string): DeliveryRow | null {
    const row = this.store.deliveries.get(id)
    return row && this.store.serves(row.delivery.home) ? row : null
  }

  #commit(given: Commit): void {
    const { store } = this
    this.#check(given)
    const { kind, id, expectedVersion, state, indexEntries, events, deliveries, consumes, at } =
      frozenCopy(given)
    const key = keyOf(kind, id)
    const before = store.documents.get(key)
    for (const { index, key: text } of before?.entries ?? [])
      store.index(kind, index).remove({ key: text, id })
    for (const { index, key: text } of indexEntries) store.index(kind, index).add({ key: text, id })
    const history = before?.events ?? []
    history.push(...events)
    store.documents.set(key, {
      document: Object.freeze({ kind, id, version: expectedVersion + 1, state, changedAt: at }),
      entries: indexEntries,
      events: history,
    })
    for (const event of events) store.log.push({ sequence: store.nextSequence(), event })
    for (const delivery of consumes.deliveries) store.deliveries.delete(delivery)
    for (const mark of consumes.marks) {
      store.marks.set(mark.id, { mark, kind, home: homeOf(id) ?? '', at })
    }
    for (const delivery of deliveries) {
      // What is due later is not in the committing process's hands yet.
      const leasedUntil = delivery.dueAt > at ? 0 : this.#clock.now() + this.#leaseMs
      this.#put({ delivery, sequence: store.nextSequence(), leasedUntil })
    }
  }

  #check({ kind, id, expectedVersion, consumes }: Commit): void {
    const { store } = this
    if (!store.serves(homeOf(id))) {
      throw new Fault('not-serving', `This region does not serve the home of ${id}`)
    }
    const consumed = [
      ...consumes.deliveries.filter((delivery) => !store.deliveries.has(delivery)),
      ...consumes.marks.map((mark) => mark.id).filter((mark) => store.marks.has(mark)),
    ]
    if (consumed.length > 0) throw new Fault('already-consumed', undefined, { consumed })
    const foreign = consumes.deliveries.find((delivery) => this.#change(delivery) === null)
    if (foreign !== undefined) {
      throw new Fault('not-serving', `This region does not serve the home of ${foreign}`)
    }
    const version = this.#find(kind, id)?.version ?? 0
    if (version !== expectedVersion) {
      throw new Fault('version-conflict', `${id} is at version ${version}, not ${expectedVersion}`)
    }
  }
}

function keyOf(kind: string, id: string): string {
  return `${kind}/${id}`
}

function rowIn(list: string, cursor: string): IndexRow {
  const [key, id] = placeIn(list, cursor)
  return { key: String(key), id: String(id) }
}

function rowsAfter(
  index: SortedList<IndexRow>,
  prefix: string,
  descending: boolean,
  after: IndexRow | null,
  limit: number,
): IndexRow[] {
  const rows: IndexRow[] = []
  const step = descending ? -1 : 1
  let place = firstRow(index, prefix, descending, after)
  for (let row = index.at(place); row?.key.startsWith(prefix); row = index.at(place)) {
    if (rows.length === limit) break
    rows.push(row)
    place += step
  }
  return rows
}

function firstRow(
  index: SortedList<IndexRow>,
  prefix: string,
  descending: boolean,
  after: IndexRow | null,
): number {
  if (after) {
    const place = index.placeOf(after)
    if (descending) return place - 1
    return index.has(after) ? place + 1 : place
  }
  if (!descending) return index.placeOf({ key: prefix, id: '' })
  const isBeyond = ({ key }: IndexRow) => !key.startsWith(prefix) && compareText(key, prefix) > 0
  return index.firstPlace(isBeyond) - 1
}
