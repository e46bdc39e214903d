// The maps that a region may propose, each from the one before it. What is empty is left out, so that
// two regions that mean the same write the same.

import type { Home } from '#kernel/core/id.ts'
import type { Frozen, ServingMap } from '#kernel/ports/witness.ts'

/**
 * One region serves every home. What it takes from its peer is noted, so that it is given back when
 * the peer returns, and is frozen when the last commits of the peer may be missing.
 */
export function servedAlone(
  before: ServingMap,
  region: Home,
  { commitsMissing }: { readonly commitsMissing: boolean },
): ServingMap {
  const epoch = before.epoch + 1
  const homes = Object.keys(before.serving)
  const adopted = { ...before.adopted }
  const frozen = { ...before.frozen }
  for (const home of homes) {
    const lost = before.serving[home]
    if (lost === undefined || lost === region) continue
    if (adopted[home] === region) delete adopted[home]
    else adopted[home] = lost
    if (commitsMissing) frozen[home] = { since: epoch, lost }
  }
  const serving = Object.fromEntries(homes.map((home) => [home, region]))
  return mapOf({ epoch, mode: 'solo', serving, adopted, frozen })
}

export function pairedAgain(before: ServingMap): ServingMap {
  return { ...before, epoch: before.epoch + 1, mode: 'paired' }
}

/** On purpose: nobody asks for it back. */
export function handedOver(before: ServingMap, home: Home, to: Home): ServingMap {
  const { [home]: _, ...adopted } = before.adopted ?? {}
  const serving = { ...before.serving, [home]: to }
  return mapOf({ ...before, epoch: before.epoch + 1, serving, adopted })
}

/** Null when nothing that went away with this region is frozen. */
export function unfrozen(before: ServingMap, lostRegion: Home): ServingMap | null {
  const all = Object.entries(before.frozen ?? {})
  const kept = all.filter(([, { lost }]) => lost !== lostRegion)
  if (kept.length === all.length) return null
  return mapOf({ ...before, epoch: before.epoch + 1, frozen: Object.fromEntries(kept) })
}

/** The homes that a region lost and that are still served by another. */
export function awaitedBy(map: ServingMap, region: Home): readonly Home[] {
  return Object.entries(map.adopted ?? {})
    .filter(([home, from]) => from === region && map.serving[home] !== region)
    .map(([home]) => home)
}

function mapOf({
  adopted = {},
  frozen = {},
  ...map
}: ServingMap & {
  readonly adopted?: Readonly<Record<Home, Home>>
  readonly frozen?: Readonly<Record<Home, Frozen>>
}): ServingMap {
  return {
    ...map,
    ...(Object.keys(adopted).length > 0 ? { adopted } : {}),
    ...(Object.keys(frozen).length > 0 ? { frozen } : {}),
  }
}
