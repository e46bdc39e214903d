import type { Home } from '#kernel/core/id.ts'
import type { LossReport } from '#kernel/ports/losses.ts'
import type { EventMark } from '#kernel/ports/replication.ts'
import type { ServingMap } from '#kernel/ports/witness.ts'

export interface PeerStatus {
  readonly epoch: number
  readonly standing: 'starting' | 'paired' | 'solo' | 'out'
  /** It is paired, and has not begun to go on alone: nothing was acknowledged by it alone. */
  readonly inPair: boolean
  /** The peer's own database answers it. */
  readonly ledger: boolean
  /** Bytes of its log that it knows it has not yet brought here; null when it does not know. */
  readonly lagBytes: number | null
  /** It is taking the region that asks back in. */
  readonly pairing: boolean
}

/** What one region asks of the other's controller. Every call may fail with `unavailable` or `timeout`. */
export interface Peer {
  status(): Promise<PeerStatus>
  /**
   * Whether it stands in the pair of that epoch, and no process of its region had acknowledged anything
   * without this one when it was asked. It looks into its database.
   */
  keepsPair(epoch: number): Promise<boolean>
  /** Ids of those events that the peer does not have. */
  missingEvents(events: readonly EventMark[]): Promise<readonly string[]>
  /** Asks a region that went on alone to pair again with this one, which has just been re-seeded. */
  pair(): Promise<ServingMap>
  /** Asks the peer to hand a home over to this region. */
  handOver(home: Home): Promise<ServingMap>
  /** Tells the peer of a newer map, so that it need not find out by itself. */
  learn(map: ServingMap): Promise<void>
  /** What the peer knows of losses, oldest first. */
  losses(): Promise<readonly LossReport[]>
  /** Replaces the peer's report of that epoch with one that knows more. */
  keepLoss(report: LossReport): Promise<void>
}
