import { Fault, isFault } from '#kernel/core/fault.ts'
import type { Home } from '#kernel/core/id.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { PairDurability, Replication } from '#kernel/ports/replication.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { pairedAgain } from '#kernel/regions/next-map.ts'
import { propose } from '#kernel/regions/propose.ts'
import type { Serving } from '#kernel/regions/serving.ts'

const pairingMs = 30_000
const againMs = 200

/**
 * Takes a freshly re-seeded peer back in: from here on both receive from each other, and commits
 * wait for both if the store is a synchronous one.
 * @returns the map in force; the caller applies it
 * @throws Fault `not-serving` unless this region is alone; `timeout` when the streams do not start
 * or the peer does not catch up
 */
export async function pairAgain({
  serving,
  replication,
  durability,
  witness,
  peerRegion,
  clock,
  signal,
}: {
  serving: Serving
  replication: Replication
  durability: PairDurability
  witness: Witness
  peerRegion: Home
  clock: Clock
  signal: AbortSignal
}): Promise<ServingMap> {
  const before = serving.map
  if (serving.standing !== 'solo' || before === null) {
    throw new Fault('not-serving', 'only a region that serves alone can take its peer back')
  }
  try {
    await replication.subscribe()
    const end = clock.monotonic() + pairingMs
    for (;;) {
      const { sending, receiving } = await replication.stream()
      if (sending && receiving) break
      if (clock.monotonic() > end) {
        throw new Fault('timeout', `the streams with ${peerRegion} did not start`)
      }
      await clock.sleep(50)
    }
    // What the peer still lacks is sent before anybody waits for it.
    await replication.peerReached(await replication.position(), pairingMs)
    if (durability === 'synchronous') {
      if (await isReplaced(before, replication)) {
        throw new Fault('not-serving', 'another process of this region is at a later epoch')
      }
      await replication.awaitPeer(true)
      // What was acknowledged while nobody waited has to be there before the map says that both have
      // it: lost later, this region would take it along.
      if (!(await replication.peerReached(await replication.position(), pairingMs))) {
        throw new Fault('timeout', `${peerRegion} did not catch up`)
      }
    }
    serving.joinPair()
    return await propose(pairedAgain(before), { witness, clock, signal })
  } catch (error) {
    // It may be in force: then commits have to go on waiting for both.
    if (isFault(error, 'outcome-unknown')) throw error
    serving.stayAlone()
    await undo(before, replication, clock, signal)
    throw error
  }
}

/**
 * Until it is done: were commits left waiting for a peer that was not taken in, none would ever end
 * again, and the peer could take no copy while they wait. Not when another process of this region has
 * gone on: the streams are that one's.
 */
async function undo(
  before: ServingMap,
  replication: Replication,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      if (await isReplaced(before, replication)) return
      await replication.unsubscribe()
      await replication.awaitPeer(false)
      return
    } catch {
      await clock.sleep(againMs, signal).catch(() => undefined)
    }
  }
}

/** Whether another process of this region has opened the database under a later epoch. */
async function isReplaced({ epoch }: ServingMap, replication: Replication): Promise<boolean> {
  return (await replication.fence()).epoch > epoch
}
