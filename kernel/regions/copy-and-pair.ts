import { Fault } from '#kernel/core/fault.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Losses } from '#kernel/ports/losses.ts'
import type { Peer } from '#kernel/ports/peer.ts'
import type { PairDurability, Replication } from '#kernel/ports/replication.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import type { Home } from '#kernel/core/id.ts'
import { salvageLoss } from '#kernel/regions/loss.ts'
import { salvage, type Kept } from '#kernel/regions/salvage.ts'
import type { Serving } from '#kernel/regions/serving.ts'

interface Parts {
  readonly serving: Serving
  readonly peerRegion: Home
  readonly peer: Peer
  readonly witness: Witness
  readonly replication: Replication
  readonly clock: Clock
  readonly durability: PairDurability
  readonly losses: Losses
  readonly keepSalvage: (events: readonly StoredEvent[]) => Promise<string>
  /** Told in words how far the copy is. */
  readonly onCopied: (progress: string) => void
  readonly onReseeded: () => void
  readonly say: (what: string, details?: Readonly<Record<string, unknown>>) => void
  /** Returns when no commit can succeed here any more. */
  readonly stopWriting: (epoch: number) => Promise<void>
  readonly apply: (map: ServingMap) => Promise<void>
}

/**
 * Brings a region that is out back into the pair: what only it has is saved, its ledger is replaced by a copy of
 * the peer's, and the peer takes it in. Safe to repeat when it was interrupted.
 * @throws Fault `not-serving` when there is nothing to come back from, or the peer is taking it in already
 */
export async function copyAndPair(parts: Parts): Promise<Kept> {
  const { replication, serving, witness, peer, durability, say } = parts
  const map = await witness.read()
  const servesAll = Object.values(map.serving).every((region) => region === serving.region)
  if (map.mode === 'paired' || servesAll) {
    throw new Fault('not-serving', 'this region has nothing to rejoin: it is not out')
  }
  if ((await peer.status()).pairing) {
    throw new Fault('not-serving', 'the peer is about to take this region back in as it is')
  }
  serving.apply(map, 'out')
  // Commits that still wait would be acknowledged by what comes next.
  await parts.stopWriting(map.epoch)
  await replication.awaitPeer(false)
  const isAsynchronous = durability === 'asynchronous'
  const kept = await (isAsynchronous ? salvageLoss(parts) : salvage(parts))
  say('copying the ledger of the peer', { ...kept })
  await replication.unsubscribe()
  await replication.forgetPeer()
  await replication.reseed(parts.onCopied)
  parts.onReseeded()
  await replication.awaitPeer(!isAsynchronous)
  await parts.apply(await peer.pair())
  return kept
}
