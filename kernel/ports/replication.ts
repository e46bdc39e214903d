// What a region can do with its copy of the ledger and with the stream to its peer. The controller
// in kernel/regions decides when; an adapter knows how.

import type { Home } from '#kernel/core/id.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'

/** The row that every commit checks in its own transaction. Local to a region, never replicated. */
export interface Fence {
  readonly epoch: number
  /** The homes whose documents this region may write. Empty: it writes nothing. */
  readonly serves: readonly Home[]
}

export interface PeerStream {
  /** The peer's changes arrive here. */
  readonly receiving: boolean
  /** Our changes reach the peer. */
  readonly sending: boolean
  /** Bytes of ours that the peer has not confirmed; null when it is not connected. */
  readonly lagBytes: number | null
  /** Rows that arrived and met a conflict. The target is 0. */
  readonly conflicts: number
}

/**
 * What tells one event from another. The id alone does not: after a forced adoption two regions may
 * each have written version 7 of one document.
 */
export type EventMark = Pick<StoredEvent, 'id' | 'type' | 'at'>

/** Whether `everywhere` commits of paired regions wait for the peer's disk, or only for their own. */
export type PairDurability = 'synchronous' | 'asynchronous'

export interface Replication {
  fence(): Promise<Fence>
  /**
   * Returns once no commit under an older fence can succeed any more.
   * @param was what the fence must be; by default any of an epoch that is not newer
   * @throws Fault `not-serving` when it is another, `timeout` when commits still wait for the peer
   */
  setFence(fence: Fence, was?: Fence): Promise<void>
  /**
   * Notes, for every process of this region, that commits of epochs before this one may be acknowledged
   * from here on without the peer. Waits for no commit.
   */
  leavePairs(before: number): Promise<void>
  /** The newest epoch that was noted so; 0 when there was none. */
  leftPairsBefore(): Promise<number>
  /**
   * Does what no two processes of this region may do at the same time, such as one that stood still and
   * was replaced, and wakes up. Whoever has lost its turn, with its connection or its server, changes
   * nothing here any more.
   * @throws Fault `not-serving` when another process is at it
   */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>
  stream(): Promise<PeerStream>
  /** Receives the peer's changes from now on, without copying what is there. */
  subscribe(): Promise<void>
  /** Stops receiving for good: nothing the peer has not yet sent can arrive after this. Needs no peer. */
  unsubscribe(): Promise<void>
  /** `everywhere` commits wait for the peer, or for nobody (which also lets go of those that wait). */
  awaitPeer(wait: boolean): Promise<void>
  /** Ends waiting commits without acknowledging them: their outcome is unknown to whoever asked. */
  abandonWaiting(): Promise<void>
  /**
   * Sends the peer nothing more, and drops what is kept for its return, so that a long absence costs no disk.
   * @throws Fault when that takes longer than a takeover may wait
   */
  forgetPeer(): Promise<void>
  /** A mark in the stream of this region: everything committed before it. */
  position(): Promise<string>
  /** Resolves when the peer has everything of ours up to `position`. */
  peerReached(position: string, withinMs: number): Promise<boolean>
  /** Events held here of these homes, newest first, for the salvage report. */
  recentEvents(homes: readonly Home[], limit: number): Promise<readonly StoredEvent[]>
  /** Ids of those events that this region does not have. */
  missing(events: readonly EventMark[]): Promise<readonly string[]>
  /** Empties the ledger and copies the peer's; resolves when the copy has caught up. */
  reseed(onProgress: (says: string) => void): Promise<void>
  /** A digest and a row count per table, to compare two regions. */
  digest(): Promise<Readonly<Record<string, { rows: number; digest: string }>>>
  close(): Promise<void>
}
