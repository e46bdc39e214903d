// A region that believes in its pair for longer than its peer does: it slept for less than it would notice.

import type { Dice } from '#simulator/dice.ts'
import { anyRegion, bothWays, cut, nothing, type FaultKind } from '#simulator/fault-kind.ts'
import type { SimulatedRegion } from '#simulator/region.ts'
import { cityOf } from '#simulator/words.ts'
import type { World } from '#simulator/world.ts'

export const dozeFaults = {
  doze: {
    says: 'a process that is cut off stands still twice, and so counts too little time',
    perMinute: 3,
    forMs: 10_000,
    begin: (world, dice) => {
      const region = anyRegion(world, dice)
      const heal = cut(world, bothWays(region.code, ['sin', 'syd', 'witness']))
      const letIn = dozing(world, region, dice)
      return () => {
        letIn()
        heal()
      }
    },
  },
  'doze-beside-a-restart': {
    says: 'a process dozes while it is cut off, and finds a peer that was just started and knows nothing',
    perMinute: 3,
    forMs: 10_000,
    begin: (world, dice) => {
      const region = anyRegion(world, dice)
      const { other } = region
      const heals = [
        cut(world, bothWays(region.code, [other.code])),
        cut(world, bothWays(region.code, ['witness'])),
      ]
      let over = false
      const letIn = dozing(world, region, dice, () => {
        if (over) return
        const [healPeer] = heals.splice(0, 1, cut(world, bothWays(other.code, ['witness'])))
        other.kill()
        other.start()
        healPeer?.()
        world.tell(`${cityOf(other.code)} is started again, and does not reach the witness`)
      })
      return () => {
        over = true
        letIn()
        for (const heal of heals) heal()
      }
    },
  },
} as const satisfies Readonly<Record<string, FaultKind>>

/**
 * The process of a region that others cannot reach stands still twice, each time for less than it would
 * notice; then shoppers reach it before anybody can tell it what it missed.
 * @param soonAwake done just before it is awake for good
 * @returns what lets shoppers in
 */
function dozing(
  world: World,
  { code, process }: SimulatedRegion,
  dice: Dice,
  soonAwake: () => void = nothing,
): () => void {
  const letIn = cut(world, bothWays(code, ['edge']))
  const firstMs = dice.between(1_500, 2_990)
  const againMs = firstMs + dice.between(20, 300)
  const awakeMs = againMs + dice.between(1_500, 2_990)
  const at = (ms: number, act: () => void) => world.scheduler.after(ms * 1_000, act)
  process?.stop()
  world.tell(`${cityOf(code)} is cut off, and its process dozes`)
  at(firstMs, () => process?.goOn())
  at(againMs, () => process?.stop())
  at(awakeMs - dice.between(0, 300), soonAwake)
  at(awakeMs - dice.between(0, 500), letIn)
  at(awakeMs, () => {
    process?.goOn()
    world.tell(`${cityOf(code)}'s process is awake again, and shoppers reach it first`)
  })
  return letIn
}
