import type { Dice } from '#simulator/dice.ts'
import type { Place } from '#simulator/network.ts'
import type { SimulatedRegion } from '#simulator/region.ts'
import { cityOf } from '#simulator/words.ts'
import type { World } from '#simulator/world.ts'

export interface FaultKind {
  readonly says: string
  /** How often, on a day that has it. */
  readonly perMinute: number
  /** How long, on average. */
  readonly forMs: number
  /** @returns what ends it */
  readonly begin: (world: World, dice: Dice) => () => void
}

export const nothing = () => undefined

/**
 * A process that stands still is replaced, and wakes up beside its heir.
 * @param livesMs how long it goes on then, until it is killed
 */
export function replaceAndWake(
  world: World,
  region: SimulatedRegion,
  livesMs: number,
  wakesMs: number,
): void {
  const wake = region.replace(livesMs)
  world.scheduler.after(wakesMs * 1_000, () => {
    world.tell(`the process that ${cityOf(region.code)} replaced wakes up`)
    wake()
  })
}

export function anyRegion(world: World, dice: Dice): SimulatedRegion {
  return world.region(dice.chance(0.5) ? 'sin' : 'syd')
}

/** There and back between one place and each of the others. */
export function bothWays(
  here: Place,
  others: readonly Place[],
): readonly (readonly [Place, Place])[] {
  return others
    .filter((place) => place !== here)
    .flatMap((place) => [[here, place] as const, [place, here] as const])
}

/** Nothing passes these ways until what is given back is called. */
export function cut(world: World, ways: readonly (readonly [Place, Place])[]): () => void {
  const cuts = ways.map(([from, to]) => world.network.weather(from, to))
  for (const weather of cuts) weather.cuts += 1
  let isHealed = false
  return () => {
    if (isHealed) return
    isHealed = true
    for (const weather of cuts) weather.cuts -= 1
  }
}
