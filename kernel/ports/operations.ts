// What operators see of the whole platform and do to it, as one region reaches it: itself, its peer through
// the link, and whoever runs their processes. A region that does not answer is part of the picture.

import type { Home } from '#kernel/core/id.ts'
import type { Instant } from '#kernel/core/instant.ts'
import type { DeadLetter, Page, StoredEvent } from '#kernel/ports/ledger.ts'
import type { LossReport } from '#kernel/ports/losses.ts'
import type { PeerStatus } from '#kernel/ports/peer.ts'
import type { PairDurability, PeerStream } from '#kernel/ports/replication.ts'
import type { ServingMap } from '#kernel/ports/witness.ts'

export interface RegionReport {
  readonly region: Home
  readonly name: string
  readonly standing: 'starting' | 'paired' | 'solo' | 'out'
  readonly epoch: number
  readonly serves: readonly Home[]
  /** As the serving map has them. */
  readonly adopted: NonNullable<ServingMap['adopted']>
  readonly frozen: NonNullable<ServingMap['frozen']>
  /** Null in a store of one region. */
  readonly durability: PairDurability | null
  /** Oldest first. */
  readonly losses: readonly LossReport[]
  readonly writesHalted: string | null
  /** How far a region that is coming back has copied its peer's ledger; null when it copies nothing. */
  readonly copying: string | null
  readonly peer: PeerStatus | null
  readonly stream: PeerStream | null
  /** Of homes served there. */
  readonly deliveries: {
    readonly pending: number
    readonly dead: number
    readonly oldestDueAt: Instant | null
  }
  readonly memoryMb: number
}

export interface RegionSight {
  readonly code: Home
  readonly name: string
  /** Null when it does not answer. */
  readonly report: RegionReport | null
}

/** Requests of one minute. */
export interface MinuteOfRequests {
  /** The minute, in milliseconds since 1970. */
  readonly atMs: number
  readonly total: number
  /** Answered with 5xx. */
  readonly failed: number
  readonly reads: number
  /** Reads that took longer than `slowReadMs`. */
  readonly slowReads: number
  readonly carts: number
  readonly checkouts: number
  readonly failedCheckouts: number
}

export interface AnsweredRequest {
  readonly at: Instant
  readonly id: string
  /** The trace that it came with, or that began with it; null when nothing is recorded. */
  readonly trace: string | null
  readonly method: string
  /** As the service table writes it. */
  readonly route: string
  readonly status: number
  readonly ms: number
}

/** A piece of work that has ended. Ids are those of W3C trace context. */
export interface TracedSpan {
  readonly traceId: string
  readonly spanId: string
  /** Null where the trace begins. */
  readonly parentId: string | null
  readonly name: string
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer'
  /** Of the shop, as far as the span tells: `orders`; null for what belongs to none. */
  readonly service: string | null
  /** Since 1970, by the clock of its region. */
  readonly startMs: number
  readonly ms: number
  /** What went wrong. */
  readonly error: string | null
  /** Named by the semantic conventions, or `meridian.…`. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>
}

/** What one region remembers of a trace. */
export interface PartOfTrace {
  readonly traceId: string
  /** The span that began first here. */
  readonly first: Pick<TracedSpan, 'name' | 'startMs' | 'ms' | 'parentId'>
  /** What the request was answered with, where one began it. */
  readonly status: number | null
  readonly endMs: number
  readonly spans: number
  readonly failed: number
}

/** What the regions that answer say, and which do not. */
export interface FromRegions<Item> {
  readonly items: readonly (Item & { readonly region: Home })[]
  readonly silent: readonly Home[]
}

/** A rehearsal, a return or an import, carried out by whoever runs the processes. */
export interface Job {
  readonly id: string
  readonly kind: 'drill' | 'rejoin' | 'import'
  /** The drill, the region, or the file. */
  readonly name: string
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  /** What happened so far, with the time since the start. */
  readonly lines: readonly { readonly atMs: number; readonly what: string }[]
  /** Whether every promise was kept; null while it runs, or when it was no drill. */
  readonly passed: boolean | null
  /** Why it could not be carried through. */
  readonly error: string | null
  /** The audit of a drill, or what became of each row of a file. */
  readonly report: Readonly<Record<string, unknown>> | null
}

export interface CatalogFile {
  readonly name: string
  /** The bytes, in base 64. */
  readonly content: string
  /** What prices are in where the file does not say. */
  readonly currency: string
}

/** Why something was not done, as whoever should have done it says. */
export interface Said {
  readonly says: string
}

export interface Operations {
  /** The primary first. */
  regions(): Promise<readonly RegionSight[]>
  /** A planned hand-over of a home by the region that serves it; the sentence says why it did not happen. */
  handOver(from: Home, home: Home): Promise<'done' | Said>
  deadLetters(region: Home, page: { cursor?: string; limit: number }): Promise<Page<DeadLetter>>
  /** False when there is no such dead letter. */
  redrive(region: Home, id: string): Promise<boolean>
  discard(region: Home, id: string, reason: string): Promise<boolean>
  /** What arrived in this region last, newest first: a window, not the whole log. */
  recentEvents(): Promise<readonly StoredEvent[]>
  /** Every event of one document that is still kept, oldest first. */
  history(documentId: string): Promise<readonly StoredEvent[]>
  /** Of every region that answers, oldest first. */
  requestMinutes(): Promise<readonly MinuteOfRequests[]>
  /** Of every region that answers, newest first. */
  recentRequests(): Promise<readonly (AnsweredRequest & { readonly region: Home })[]>
  /** The traces of the last hour, as far as they are remembered, part by part and in no order. */
  recentTraces(): Promise<FromRegions<PartOfTrace>>
  /** No spans where no region remembers it. */
  trace(traceId: string): Promise<FromRegions<TracedSpan>>
  /** What can be rehearsed; empty where nobody rehearses. */
  drills(): Promise<readonly { readonly name: string; readonly summary: string }[]>
  /** Newest first, without their reports. */
  jobs(): Promise<readonly Job[]>
  job(id: string): Promise<Job | null>
  /** Refused while another job goes on, or where nobody runs the processes from here. */
  startDrill(name: string): Promise<Job | Said>
  startRejoin(region: Home): Promise<Job | Said>
  /** Reads a catalogue file into the shop, in any format that the command line reads. */
  startImport(file: CatalogFile): Promise<Job | Said>
}
