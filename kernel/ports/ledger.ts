// The ledger: documents, their index entries, their events and the deliveries that follow from the
// events. One commit changes one document; nothing spans two. Every adapter passes the suite in
// kernel/testing/ledger-suite.ts.

import type { Home } from '#kernel/core/id.ts'
import type { Instant } from '#kernel/core/instant.ts'

export interface StoredDocument<State = unknown> {
  readonly kind: string
  readonly id: string
  /** 1 after the first commit. Version 0 is a document nobody has written. */
  readonly version: number
  readonly state: State
  readonly changedAt: Instant
}

/** `everywhere`: acknowledged when both regions have it on disk. `here`: when its own region has. */
export type Durability = 'everywhere' | 'here'

/** Keys compare as text, byte by byte. */
export interface IndexEntry {
  readonly index: string
  readonly key: string
}

export interface StoredEvent {
  /** Document id and version and place: unique, and the same wherever it is read. */
  readonly id: string
  readonly type: string
  readonly kind: string
  readonly documentId: string
  readonly version: number
  readonly at: Instant
  readonly data: Readonly<Record<string, unknown>>
  /** W3C traceparent of the work that caused it. */
  readonly trace?: string
}

/** One command or outside call still to take effect. */
export interface Delivery {
  readonly id: string
  /** The home of the event it follows from; the region that serves this home carries it out. */
  readonly home: Home
  /** `service/reaction`: which line of which service table asked for it. */
  readonly subscription: string
  readonly kind: string
  readonly documentId: string
  /** The command, or for an outside call `{ call, input }`. */
  readonly body: DeliveryBody
  /** Not before this time. */
  readonly dueAt: Instant
  /** Failed attempts so far. */
  readonly attempts: number
  readonly trace?: string
}

export type DeliveryBody =
  | { readonly command: Readonly<Record<string, unknown>> }
  | { readonly call: string; readonly input: Readonly<Record<string, unknown>> }

export interface DeadLetter extends Delivery {
  readonly error: string
  readonly diedAt: Instant
}

/** A message that must not take effect again, with a digest of what it said. */
export interface Mark {
  readonly id: string
  readonly digest: string
}

export interface Commit {
  readonly kind: string
  readonly id: string
  readonly durability: Durability
  /** The version the decision was made on; 0 creates. */
  readonly expectedVersion: number
  readonly state: unknown
  /** All index entries of the new state; those of the old one are replaced. */
  readonly indexEntries: readonly IndexEntry[]
  readonly events: readonly StoredEvent[]
  /** Written with the events and leased at once to the process that commits. */
  readonly deliveries: readonly Delivery[]
  readonly consumes: {
    /** Deliveries stored here that end with this commit; one that is gone has been consumed. */
    readonly deliveries: readonly string[]
    /** Marks left with the document's home; one that exists has been consumed. */
    readonly marks: readonly Mark[]
  }
  readonly at: Instant
}

export type CommitOutcome =
  | { readonly committed: true }
  | { readonly committed: false; readonly fault: Error }

export interface IndexRange {
  readonly index: string
  /** Only keys that start with this text. */
  readonly prefix?: string
  readonly descending?: boolean
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Opaque; null at the end. */
  readonly next: string | null
}

export interface Found {
  readonly key: string
  readonly document: StoredDocument
}

export interface Feed {
  readonly events: readonly StoredEvent[]
  /** Where the next read goes on. */
  readonly cursor: string
  /** The limit cut it off: the next read may find something at once. */
  readonly more: boolean
}

export interface Ledger {
  read(kind: string, id: string): Promise<StoredDocument | null>
  /** In the order of `ids`; those not found are left out. */
  readMany(kind: string, ids: readonly string[]): Promise<readonly StoredDocument[]>
  /** Documents by a declared index, in key order. Throws `bad-cursor`. */
  list(
    kind: string,
    range: IndexRange,
    page: { cursor?: string; limit: number },
  ): Promise<Page<StoredDocument>>
  /** Documents under any of these exact keys of an index, in no promised order. */
  find(kind: string, index: string, keys: readonly string[]): Promise<readonly Found[]>
  /**
   * All or nothing.
   * @throws Fault `version-conflict`, `not-serving`, `already-consumed` (with the ids), `unavailable`
   * or `outcome-unknown` (it may be committed; the caller asks again with the same marks)
   */
  commit(commit: Commit): Promise<void>
  /** Independent commits in one round trip, outcomes in the same order. */
  commitMany(commits: readonly Commit[]): Promise<readonly CommitOutcome[]>
  mark(id: string): Promise<Mark | null>

  /** Due deliveries of homes served here that no process holds; leases them to the caller. */
  take(limit: number): Promise<readonly Delivery[]>
  /** A failed attempt: try again at `dueAt`, or keep it as a dead letter. */
  postpone(
    id: string,
    outcome: { error: string; dueAt: Instant } | { error: string; dead: true },
  ): Promise<void>
  /** Ends deliveries whose effect was committed in another region, or was there already. */
  finish(ids: readonly string[]): Promise<void>
  /** Gives up all leases on the homes served here: after a restart, or when a home was adopted. */
  releaseLeases(): Promise<void>

  /** Of homes served here: the peer lists its own. */
  deadLetters(page: { cursor?: string; limit: number }): Promise<Page<DeadLetter>>
  /** False when there is no such dead letter. */
  redrive(id: string): Promise<boolean>
  discard(id: string, reason: string): Promise<boolean>

  /**
   * Events in the order in which they arrived in this region, without gaps. Null starts at the first.
   * @param limit events looked at, those of other types included
   * @param types only these; the cursor moves past all others
   */
  follow(cursor: string | null, limit: number, types?: readonly string[]): Promise<Feed>
  /** A cursor after every event that has arrived. */
  feedEnd(): Promise<string>
  /** The events of one document, oldest first, from a version on. */
  history(kind: string, id: string, fromVersion?: number): Promise<readonly StoredEvent[]>
  /** Removes events of a kind older than this, and marks; returns how many events went. */
  prune(kind: string, before: Instant): Promise<number>

  /** What waits: deliveries pending and dead, of homes served here. The peer counts its own. */
  depth(): Promise<{ pending: number; dead: number; oldestDueAt: Instant | null }>
  close(): Promise<void>
}
