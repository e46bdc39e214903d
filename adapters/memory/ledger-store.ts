import type { Home } from '#kernel/core/id.ts'
import type {
  Delivery,
  IndexEntry,
  Mark,
  StoredDocument,
  StoredEvent,
} from '#kernel/ports/ledger.ts'
import type { Instant } from '#kernel/core/instant.ts'
import type { Fence } from '#kernel/ports/replication.ts'
import { compareText } from '#adapters/memory/compare-text.ts'
import { SortedList } from '#adapters/memory/sorted-list.ts'

export interface DocumentRow {
  readonly document: StoredDocument
  readonly entries: readonly IndexEntry[]
  readonly events: StoredEvent[]
}

export interface DeliveryRow {
  readonly delivery: Delivery
  /** Order of arrival. */
  readonly sequence: number
  /** Milliseconds since 1970; 0 when nobody holds it. */
  readonly leasedUntil: number
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

/** What the processes of one region share. */
export class LedgerStore {
  fence: Fence
  readonly documents = new Map<string, DocumentRow>()
  readonly deliveries = new Map<string, DeliveryRow>()
  readonly marks = new Map<string, MarkRow>()
  /** Deliveries that somebody gave up. */
  readonly discarded: { readonly delivery: Delivery; readonly reason: string }[] = []
  log: { readonly sequence: number; readonly event: StoredEvent }[] = []
  readonly #indexes = new Map<string, SortedList<IndexRow>>()
  #sequence = 0

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

  nextSequence(): number {
    this.#sequence += 1
    return this.#sequence
  }
}

function compareRows(one: IndexRow, other: IndexRow): number {
  return compareText(one.key, other.key) || compareText(one.id, other.id)
}
