import type { Home } from '#kernel/core/id.ts'
import type { ServingMap } from '#kernel/ports/witness.ts'

export interface PeerStatus {
  readonly epoch: number
  readonly standing: 'starting' | 'paired' | 'solo' | 'out'
  /** The peer's own database answers it. */
  readonly ledger: boolean
}

/** What one region asks of the other's controller. Every call may fail with `unavailable` or `timeout`. */
export interface Peer {
  status(): Promise<PeerStatus>
  /** Of these event ids, those the peer does not have. */
  missingEvents(eventIds: readonly string[]): Promise<readonly string[]>
  /** Asks a region that went on alone to pair again with this one, which has just been re-seeded. */
  pair(): Promise<ServingMap>
  /** Asks the peer to hand a home over to this region. */
  handOver(home: Home): Promise<ServingMap>
  /** Tells the peer of a newer map, so that it need not find out by itself. */
  learn(map: ServingMap): Promise<void>
}
