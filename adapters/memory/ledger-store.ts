import { homeOf, type Home } from '#kernel/core/id.ts'
import { epochMsOf, type Instant } from '#kernel/core/instant.ts'
import type {
  Delivery,
  IndexEntry,
  Mark,
  StoredDocument,
  StoredEvent,
} from '#kernel/ports/ledger.ts'
import type { Fence } from '#kernel/ports/replication.ts'
import { compareText } from '#adapters/memory/compare-text.ts'
import { DueQueue } from '#adapters/memory/due-queue.ts'
import { SortedList } from '#adapters/memory/sorted-list.ts'

export interface DocumentRow {
  readonly document: StoredDocument
  readonly entries: readonly IndexEntry[]
}

export interface DeliveryRow {
  readonly delivery: Delivery
  /** Milliseconds since 1970 from which it can be taken: when it is due, or when a lease ends. */
  readonly availableAt: number
  readonly died?: { readonly error: string; readonly diedAt: Instant }
}

export interface MarkRow {
  readonly mark: Mark
  readonly kind: string
  readonly home: Home
  readonly at: Instant
}

export interface IndexRow {
  readonly key: string
  readonly id: string
}

export interface DiscardedRow {
  readonly delivery: Delivery
  readonly reason: string
}

/** One row that is written, or removed where it says null. */
export type Change =
  | { readonly table: 'documents'; readonly key: string; readonly row: DocumentRow | null }
  | { readonly table: 'events'; readonly key: string; readonly row: StoredEvent | null }
  | { readonly table: 'deliveries'; readonly key: string; readonly row: DeliveryRow | null }
  | { readonly table: 'marks'; readonly key: string; readonly row: MarkRow | null }
  | { readonly table: 'discarded'; readonly key: string; readonly row: DiscardedRow | null }

/** What the processes of one region share: its tables. */
export class LedgerStore {
  fence: Fence
  readonly documents = new Map<string, DocumentRow>()
  readonly events = new Map<string, StoredEvent>()
  /** The events of each document, oldest first. */
  readonly histories = new Map<string, StoredEvent[]>()
  readonly deliveries = new Map<string, DeliveryRow>()
  readonly marks = new Map<string, MarkRow>()
  /** Deliveries that somebody gave up. */
  readonly discarded = new Map<string, DiscardedRow>()
  /** Events in the order in which they arrived. */
  log: { readonly sequence: number; readonly event: StoredEvent }[] = []
  /** No event of a kind in the log is older than this. */
  readonly oldest = new Map<string, Instant>()
  readonly #indexes = new Map<string, SortedList<IndexRow>>()
  readonly #available = new Map<Home, DueQueue>()
  #sequence = 0
  #order = 0

  constructor(fence: Fence) {
    this.fence = fence
  }

  serves(home: Home | null): boolean {
    return home !== null && this.fence.serves.includes(home)
  }

  index(kind: string, name: string): SortedList<IndexRow> {
    const key = `${kind}/${name}`
    const index = this.#indexes.get(key) ?? new SortedList<IndexRow>(compareRows)
    this.#indexes.set(key, index)
    return index
  }

  /** Ids of a home's deliveries by when they can be taken; some of the ids may be out of date. */
  available(home: Home): DueQueue {
    const queue = this.#available.get(home) ?? new DueQueue()
    this.#available.set(home, queue)
    return queue
  }

  listAvailable({ delivery: { home, id }, availableAt }: DeliveryRow): void {
    this.#order += 1
    this.available(home).add(availableAt, this.#order, id)
  }

  write(change: Change): void {
    switch (change.table) {
      case 'documents':
        this.#writeDocument(change.key, change.row)
        return
      case 'events':
        this.#writeEvent(change.key, change.row)
        return
      case 'deliveries':
        this.#writeDelivery(change.key, change.row)
        return
      case 'marks':
        if (change.row === null) this.marks.delete(change.key)
        else this.marks.set(change.key, change.row)
        return
      case 'discarded':
        if (change.row === null) this.discarded.delete(change.key)
        else this.discarded.set(change.key, change.row)
    }
  }

  /** The change that would take this one back. */
  undoOf(change: Change): Change {
    const { table, key } = change
    switch (table) {
      case 'documents':
        return { table, key, row: this.documents.get(key) ?? null }
      case 'events':
        return { table, key, row: change.row === null ? (this.events.get(key) ?? null) : null }
      case 'deliveries':
        return { table, key, row: this.deliveries.get(key) ?? null }
      case 'marks':
        return { table, key, row: this.marks.get(key) ?? null }
      case 'discarded':
        return { table, key, row: this.discarded.get(key) ?? null }
    }
  }

  /** Removes every row; the fence stays. */
  empty(): void {
    const { documents, events, histories, deliveries, marks, discarded } = this
    for (const rows of [documents, events, histories, deliveries, marks, discarded]) rows.clear()
    this.oldest.clear()
    this.log = []
    this.#indexes.clear()
    this.#available.clear()
  }

  #writeDocument(key: string, row: DocumentRow | null): void {
    const before = this.documents.get(key)
    const { kind, id } = (row ?? before)?.document ?? { kind: '', id: '' }
    const were = before?.entries ?? []
    const are = row?.entries ?? []
    for (const { index, key: text } of without(were, are)) {
      this.index(kind, index).remove({ key: text, id })
    }
    for (const { index, key: text } of without(are, were)) {
      this.index(kind, index).add({ key: text, id })
    }
    if (row === null) this.documents.delete(key)
    else this.documents.set(key, row)
  }

  #writeEvent(key: string, event: StoredEvent | null): void {
    if (event !== null) {
      const place = `${event.kind}/${event.documentId}`
      const history = this.histories.get(place)
      if (history) history.push(event)
      else this.histories.set(place, [event])
      const oldest = this.oldest.get(event.kind)
      if (oldest === undefined || event.at < oldest) this.oldest.set(event.kind, event.at)
      this.events.set(key, event)
      this.#sequence += 1
      this.log.push({ sequence: this.#sequence, event })
      return
    }
    const known = this.events.get(key)
    if (known === undefined) return
    this.events.delete(key)
    const place = `${known.kind}/${known.documentId}`
    this.histories.set(place, this.histories.get(place)?.filter(({ id }) => id !== key) ?? [])
    this.log = this.log.filter(({ event: { id } }) => id !== key)
    // Like transaction numbers that never reached the disk, this one will be given out again.
    this.#sequence = this.log.at(-1)?.sequence ?? 0
  }

  #writeDelivery(key: string, row: DeliveryRow | null): void {
    if (row === null) {
      this.deliveries.delete(key)
      return
    }
    this.deliveries.set(key, row)
    if (row.died) return
    this.listAvailable(row)
  }
}

/** Documents have a handful of entries: comparing each with each is quick. */
function without(entries: readonly IndexEntry[], others: readonly IndexEntry[]): IndexEntry[] {
  return entries.filter(
    ({ index, key }) => !others.some((other) => other.index === index && other.key === key),
  )
}

/** The home written into a document's id; it has one, or it would not be stored. */
export function homeIn(id: string): Home {
  return homeOf(id) ?? ''
}

/** When a delivery can be taken by anybody. */
export function dueMs({ dueAt }: Delivery): number {
  return epochMsOf(dueAt)
}

function compareRows(one: IndexRow, other: IndexRow): number {
  return compareText(one.key, other.key) || compareText(one.id, other.id)
}
