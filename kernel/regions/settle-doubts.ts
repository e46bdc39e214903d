import type { PairDurability, Replication } from '#kernel/ports/replication.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** The peer is waited for so long; there will be another try. */
const withinMs = 100

/** What the peer has up to here is beyond doubt. To be called now and then. */
export async function settleDoubts({
  serving,
  replication,
  durability,
}: {
  readonly serving: Serving
  readonly replication: Replication
  readonly durability: PairDurability
}): Promise<void> {
  if (!serving.inDoubt) return
  const { doubts } = serving
  // Where nobody waits for the peer, nobody is promised that it has anything.
  const reached = async () => replication.peerReached(await replication.position(), withinMs)
  const settled = durability === 'asynchronous' || (await reached().catch(() => false))
  if (settled) serving.settle(doubts)
}
