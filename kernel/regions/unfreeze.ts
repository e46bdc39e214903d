import { Fault } from '#kernel/core/fault.ts'
import type { Home } from '#kernel/core/id.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Peer } from '#kernel/ports/peer.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'
import { unfrozen } from '#kernel/regions/next-map.ts'
import { propose } from '#kernel/regions/propose.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/**
 * Lets go of everything that was frozen when a region was lost: somebody has accounted for what it
 * took with it, or gives it up.
 * @returns whether anything was frozen
 */
export async function unfreeze(
  lostRegion: Home,
  {
    serving,
    witness,
    peer,
    clock,
    signal,
    apply,
    say,
  }: {
    readonly serving: Serving
    readonly witness: Witness
    readonly peer: Peer
    readonly clock: Clock
    readonly signal: AbortSignal
    readonly apply: (map: ServingMap) => Promise<void>
    readonly say: (what: string, details?: Readonly<Record<string, unknown>>) => void
  },
): Promise<boolean> {
  const before = await witness.read()
  await apply(before)
  const next = unfrozen(before, lostRegion)
  if (next === null) return false
  if (serving.standing !== 'paired' && serving.standing !== 'solo') {
    throw new Fault('not-serving', 'only a region that serves can let go of what is frozen')
  }
  const map = await propose(next, { witness, clock, signal })
  await apply(map)
  await peer.learn(map).catch(() => undefined)
  if (unfrozen(map, lostRegion) !== null) {
    throw new Fault('version-conflict', 'the serving map was changed by somebody else')
  }
  say('what was frozen can be sold again', { lostRegion, epoch: map.epoch })
  return true
}
