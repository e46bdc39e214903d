import { Fault } from '#kernel/core/fault.ts'
import type { Home } from '#kernel/core/id.ts'
import type { Replication } from '#kernel/ports/replication.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** How long commands of the home may wait for the peer to have everything. */
const catchUpMs = 3_000

/**
 * Drain, catch up, next epoch. New commands of the home wait at the gate (they are not refused);
 * those inside finish; the peer confirms the last of them; the witness stores the new map. The
 * caller applies the map and opens the gate, and what waited there is forwarded.
 * @throws Fault `timeout` when the peer does not catch up; nothing has changed then
 */
export async function handOver(
  home: Home,
  {
    serving,
    replication,
    witness,
    peerRegion,
  }: { serving: Serving; replication: Replication; witness: Witness; peerRegion: Home },
): Promise<ServingMap> {
  const before = serving.map
  if (before === null || serving.standing !== 'paired' || !serving.serves(home)) {
    throw new Fault('not-serving', `${home} is not served here by a paired region`)
  }
  await serving.hold(home)
  const reached = await replication.peerReached(await replication.position(), catchUpMs)
  if (!reached) throw new Fault('timeout', `${peerRegion} did not catch up in ${catchUpMs} ms`)
  return witness.propose(before.epoch, {
    epoch: before.epoch + 1,
    mode: 'paired',
    serving: { ...before.serving, [home]: peerRegion },
  })
}
