// What operators do to a store that has trouble enough.

import { anyRegion, cut, nothing, replaceAndWake, type FaultKind } from '#simulator/fault-kind.ts'
import { cityOf } from '#simulator/words.ts'

export const operatorFaults = {
  evacuate: {
    says: 'an operator hands a home over, and back, and may press twice',
    perMinute: 1.5,
    forMs: 6_000,
    begin: (world, dice) => {
      const region = anyRegion(world, dice)
      const times = dice.whole(1, 2)
      for (let time = 0; time < times; time += 1) world.operator.handOver(region, region.code)
      world.tell(`an operator evacuates ${cityOf(region.code)}${times > 1 ? ', twice' : ''}`)
      return () => world.operator.handOver(region.other, region.code)
    },
  },
  'evacuate-unheard': {
    says: 'an operator hands a home over while the witness acts and its answers are lost',
    perMinute: 1,
    forMs: 4_000,
    begin: (world, dice) => {
      const region = anyRegion(world, dice)
      const heal = cut(world, [['witness', region.code]])
      world.operator.handOver(region, region.code)
      world.tell(`an operator evacuates ${cityOf(region.code)}, which does not hear the witness`)
      return () => {
        heal()
        world.operator.handOver(region.other, region.code)
      }
    },
  },
  rejoin: {
    says: 'an operator asks a region to rejoin, whether that makes sense or not',
    perMinute: 1,
    forMs: 1,
    begin: (world, dice) => {
      const region = anyRegion(world, dice)
      world.operator.rejoin(region)
      if (dice.chance(0.3)) world.operator.rejoin(region)
      return nothing
    },
  },
  'evacuate-beside-the-replaced': {
    says: 'a process stands still and is replaced, and wakes up just as its heir hands its home over',
    perMinute: 1,
    forMs: 1_500,
    begin: (world, dice) => {
      const region = anyRegion(world, dice)
      region.process?.stop()
      world.tell(`${cityOf(region.code)}'s process stands still`)
      return () => {
        const wake = region.replace(dice.between(50, 1_500))
        world.scheduler.after(dice.between(50, 500) * 1_000, () => {
          world.operator.handOver(region, region.code)
          world.tell(`an operator evacuates ${cityOf(region.code)}, whose old process wakes up`)
          world.scheduler.after(dice.between(0, 60) * 1_000, wake)
        })
      }
    },
  },
  'replaced-in-a-hand-over': {
    says: 'a process stands still in the middle of a hand-over, and wakes up beside its heir',
    perMinute: 2,
    forMs: 1_500,
    begin: (world, dice) => {
      const region = anyRegion(world, dice)
      const { process } = region
      world.operator.handOver(region, region.code)
      // Before the home is shut, or at any time after.
      const stopsMs = dice.chance(0.5) ? dice.between(0.1, 1.5) : dice.between(1, 40)
      world.scheduler.after(stopsMs * 1_000, () => {
        process?.stop()
        world.tell(`${cityOf(region.code)}'s process stands still in a hand-over`)
      })
      return () => {
        const livesMs = dice.between(50, 1_500)
        // While its heir learns who serves what, or some time after.
        const wakesMs = dice.chance(0.5) ? dice.between(0, 20) : dice.between(50, 1_000)
        replaceAndWake(world, region, livesMs, wakesMs)
      }
    },
  },
} as const satisfies Readonly<Record<string, FaultKind>>
