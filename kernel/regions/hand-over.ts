import { Fault } from '#kernel/core/fault.ts'
import type { Home } from '#kernel/core/id.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Replication } from '#kernel/ports/replication.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { handedOver } from '#kernel/regions/next-map.ts'
import { propose } from '#kernel/regions/propose.ts'
import type { Shutter } from '#kernel/regions/shutter.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** How long a hand-over waits for a peer that is behind, before it holds anything back. */
const approachMs = 30_000
/** How long commands of the home may wait for those before them to leave. */
const drainMs = 3_000
/** How long commands of the home may wait for the peer to have everything. */
const catchUpMs = 3_000

/** A peer that no commit waits for may be far behind: it catches up while commands still go on. */
export async function approach({
  replication,
  peerRegion,
}: {
  readonly replication: Replication
  readonly peerRegion: Home
}): Promise<void> {
  if (!(await replication.peerReached(await replication.position(), approachMs))) {
    throw new Fault('timeout', `${peerRegion} is more than ${approachMs} ms behind`)
  }
}

/**
 * Drain, shut, catch up, next epoch. New commands of the home wait at the gate (they are not refused);
 * those inside finish; the database takes no more of the home, not from another process of this region
 * either, such as one that stood still and was replaced; the peer confirms the last of them; the
 * witness stores the new map. The caller applies the map and opens the gate, and what waited there is
 * forwarded.
 * @returns the map in force, which is another when somebody was faster
 * @throws Fault `timeout` when commands do not finish (they may wait for a peer that is gone) or the
 * peer does not catch up, `unavailable` when the witness cannot be reached; nothing has changed then
 * but the fence
 */
export async function handOver(
  home: Home,
  {
    serving,
    replication,
    witness,
    peerRegion,
    clock,
    signal,
    shutter,
  }: {
    serving: Serving
    replication: Replication
    witness: Witness
    peerRegion: Home
    clock: Clock
    signal: AbortSignal
    shutter: Shutter
  },
): Promise<ServingMap> {
  const before = serving.map
  if (before === null || serving.standing !== 'paired' || !serving.serves(home)) {
    throw new Fault('not-serving', `${home} is not served here by a paired region`)
  }
  if (!(await within(drainMs, clock, serving.hold(home)))) {
    throw new Fault('timeout', `commands of ${home} did not finish in ${drainMs} ms`)
  }
  await shutter.shut(home)
  const reached = await replication.peerReached(await replication.position(), catchUpMs)
  if (!reached) throw new Fault('timeout', `${peerRegion} did not catch up in ${catchUpMs} ms`)
  return propose(handedOver(before, home, peerRegion), { witness, clock, signal })
}

async function within(ms: number, clock: Clock, work: Promise<void>): Promise<boolean> {
  const over = new AbortController()
  const late = clock.sleep(ms, over.signal).then(
    () => false,
    () => false,
  )
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    over.abort()
  }
}
