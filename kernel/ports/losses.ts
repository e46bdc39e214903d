import type { Home } from '#kernel/core/id.ts'
import type { Instant } from '#kernel/core/instant.ts'

/**
 * What a region that adopted homes under asynchronous durability may be missing, and what it was
 * missing once the lost region has come back.
 */
export interface LossReport {
  /** Of the adoption; names the report. */
  readonly epoch: number
  readonly at: Instant
  readonly lostRegion: Home
  readonly adoptedBy: Home
  readonly homes: readonly Home[]
  /** The newest event of these homes that arrived: what followed it may be lost. */
  readonly lastArrived: {
    readonly id: string
    readonly type: string
    readonly at: Instant
  } | null
  /** When the lost region answered last, and how many bytes of its log it knew it had not sent. */
  readonly lastSeen: { readonly at: Instant; readonly lagBytes: number | null } | null
  /** Null until the lost region has come back. */
  readonly salvaged: Salvaged | null
}

export interface Salvaged {
  readonly at: Instant
  /** Events that only the lost region had, and the file beside it that holds them. */
  readonly events: number
  readonly file: string | null
  /** Its ledger still held what had arrived last: so nothing else was lost. */
  readonly complete: boolean
  /** When somebody compared it with the other books; null until then. */
  readonly reconciledAt: Instant | null
}

/** Where a region keeps its reports: on its own disk, beside the ledger and not in it. */
export interface Losses {
  /** Oldest first. */
  read(): Promise<readonly LossReport[]>
  /** Keeps or replaces the report of its epoch; durable when it returns. */
  keep(report: LossReport): Promise<void>
}
