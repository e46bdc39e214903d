// What a service brings to the simulator, beside its table: what people do with it all day, and what
// must hold whatever happens to the machines meanwhile.

import type { Label, ParcelRequest } from '#kernel/ports/carrier.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { StoredDocument, StoredEvent } from '#kernel/ports/ledger.ts'
import type { Mail } from '#kernel/ports/mailer.ts'
import type { BookEntry } from '#kernel/ports/payment-provider.ts'
import type { Random } from '#kernel/ports/random.ts'
import type { Method } from '#kernel/service/route.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** What somebody learned, for the check at the end: what was told must be so. */
export type Note = Readonly<Record<string, unknown>>

/** What senders of webhooks sign with in a simulated world; nothing else is believed there. */
export const simulatedSignature = 'good'
/** What staff show in a simulated world, in `Authorization`. */
export const simulatedStaff = 'Bearer staff'

/** One person at the front door, with a clock and a die of their own. */
export interface Scene {
  readonly clock: Clock
  readonly random: Random
  /**
   * One attempt through the edge.
   * @throws Fault `unavailable` when nothing can have happened, `outcome-unknown` when it may have
   */
  ask(
    method: Method,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>
  /** What lies in somebody's mailbox, oldest first. */
  mailsTo(address: string): readonly Mail[]
  /** Writes down what this person was told or did. Kept outside the platform, whatever dies. */
  note(topic: string, note: Note): void
  /** What anybody has written down under a topic so far, oldest first. */
  notes(topic: string): readonly Note[]
}

/** Something that one person does in one visit. It gives up by returning. */
export interface Habit {
  /** In domain words, such as `buys with a card`. */
  readonly name: string
  /** How often, against the other habits of all services. */
  readonly weight: number
  live(scene: Scene): Promise<void>
}

/** The books of the third parties, which no fault of the platform touches: independent evidence. */
export interface Outside {
  readonly charges: readonly BookEntry[]
  readonly parcels: readonly (Label & { readonly parcel: ParcelRequest })[]
  /** Oldest first. */
  readonly mails: readonly Mail[]
}

/** The platform after every fault was healed and everything has come to rest. */
export interface AtRest {
  /** Every document of a kind, as the region that serves it holds it. */
  documents(kind: string): readonly StoredDocument[]
  /** The events of one document, oldest first. */
  history(kind: string, id: string): readonly StoredEvent[]
  notes(topic: string): readonly Note[]
  /** What each region answers to a GET of this path, asked past the edge. */
  ask(path: string): Promise<readonly Answer[]>
  readonly outside: Outside
}

export interface Invariant {
  /** What holds, as a sentence. */
  readonly name: string
  readonly promise: `P${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  /** Looked at with every commit of this kind. */
  readonly always?: {
    readonly kind: string
    /** What is wrong with the new document, or null. `before` is null for a document's first commit. */
    check(now: StoredDocument, before: StoredDocument | null): string | null
  }
  /** Looked at once at the end: everything that is wrong. */
  readonly atRest?: (platform: AtRest) => Promise<readonly string[]>
}

export interface Workload {
  readonly service: string
  /**
   * Before the doors open and before the first fault: the catalogue, the stock, the prices. In the
   * order of the list of workloads, so that one may read the notes of another before it.
   */
  readonly prepare?: (scene: Scene) => Promise<void>
  readonly habits: readonly Habit[]
  readonly invariants: readonly Invariant[]
}
