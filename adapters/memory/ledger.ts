// A ledger that lives in one process's memory, for the simulator and for tests. Every method does
// its work in one turn, so a commit is all or nothing by nature, and the same calls in the same
// order give the same answers. It loses everything when the process ends.

import { Fault } from '#kernel/core/fault.ts'
import type { Instant } from '#kernel/core/instant.ts'
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
import {
  commitChanges,
  discardChanges,
  finishChanges,
  forgetEvents,
  forgetMarksChanges,
  keyOf,
  postponeChanges,
  redriveChanges,
  releaseChanges,
  takeChanges,
} from '#adapters/memory/changes.ts'
import { compareText } from '#adapters/memory/compare-text.ts'
import { cursorOf, placeIn } from '#adapters/memory/cursor.ts'
import { LedgerStore, type Change, type IndexRow } from '#adapters/memory/ledger-store.ts'
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
    this.#write(commitChanges(this.store, commit, this.#leaseUntil()))
  }

  async commitMany(commits: readonly Commit[]): Promise<readonly CommitOutcome[]> {
    return commits.map((commit): CommitOutcome => {
      try {
        this.#write(commitChanges(this.store, commit, this.#leaseUntil()))
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
    const found = takeChanges(this.store, limit, this.#clock.now(), this.#leaseUntil())
    this.#write(found.changes)
    return found.taken
  }

  async postpone(
    id: string,
    outcome: { error: string; dueAt: Instant } | { error: string; dead: true },
  ): Promise<void> {
    this.#write(postponeChanges(this.store, id, outcome, this.#clock.now()))
  }

  async finish(ids: readonly string[]): Promise<void> {
    this.#write(finishChanges(this.store, ids))
  }

  async releaseLeases(): Promise<void> {
    this.#write(releaseChanges(this.store))
  }

  async deadLetters(page: { cursor?: string; limit: number }): Promise<Page<DeadLetter>> {
    const [diedAt = '', id = ''] =
      page.cursor === undefined ? [] : placeIn('dead-letters', page.cursor)
    const dead = [...this.store.deliveries.values()]
      .flatMap(({ delivery, died }) =>
        died && this.store.serves(delivery.home) ? [{ ...delivery, ...died }] : [],
      )
      .filter(
        (letter) =>
          letter.diedAt > String(diedAt) ||
          (letter.diedAt === diedAt && compareText(letter.id, String(id)) > 0),
      )
      .toSorted(
        (one, other) => compareText(one.diedAt, other.diedAt) || compareText(one.id, other.id),
      )
    const shown = dead.slice(0, page.limit)
    const last = shown.at(-1)
    const next =
      dead.length > page.limit && last ? cursorOf('dead-letters', [last.diedAt, last.id]) : null
    return { items: shown, next }
  }

  async redrive(id: string): Promise<boolean> {
    return this.#write(redriveChanges(this.store, id, this.#clock.now()))
  }

  async discard(id: string, reason: string): Promise<boolean> {
    return this.#write(discardChanges(this.store, id, reason))
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
    const events = this.store.histories.get(keyOf(kind, id)) ?? []
    return events.filter(({ version }) => version >= fromVersion)
  }

  async prune(kind: string, before: Instant): Promise<number> {
    this.#write(forgetMarksChanges(this.store, kind, before))
    return forgetEvents(this.store, kind, before)
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

  #leaseUntil(): number {
    return this.#clock.now() + this.#leaseMs
  }

  /** @returns whether there was anything to write */
  #write(changes: readonly Change[]): boolean {
    for (const change of changes) this.store.write(change)
    return changes.length > 0
  }
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
