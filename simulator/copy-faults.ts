// A process that stands still while the copy of its peer is made, and wakes up beside its heir.

import { anyRegion, replaceAndWake, type FaultKind } from '#simulator/fault-kind.ts'
import type { Process } from '#simulator/process.ts'
import type { SimulatedRegion } from '#simulator/region.ts'
import { cityOf } from '#simulator/words.ts'

const lookEveryUs = 4_000

const isCopying = ({ controller }: SimulatedRegion): boolean => Boolean(controller?.copying)

const isAboutToEmpty = ({ serving, database }: SimulatedRegion): boolean =>
  serving?.standing === 'out' && database.subscription === null && database.store.documents.size > 0

export const copyFaults = {
  'replaced-in-a-copy': {
    says: 'a process stands still while it copies the ledger of its peer, and wakes up beside its heir',
    perMinute: 3,
    forMs: 15_000,
    begin: (world, dice) => {
      const region = anyRegion(world, dice)
      const { scheduler } = world
      let isOver = false
      let stopped: Process | null = null
      const replace = () => {
        if (stopped === null) return
        stopped = null
        // Killed in the middle of what it goes on with, or when it is done.
        const livesMs = dice.chance(0.6) ? dice.between(2, 60) : dice.between(50, 1_500)
        replaceAndWake(world, region, livesMs, dice.between(20, 4_000))
      }
      // Just before its tables are emptied for the copy, or while they are filled.
      const isDue = dice.chance(0.6) ? isAboutToEmpty : isCopying
      const look = () => {
        if (isOver) return
        if (isDue(region)) {
          isOver = true
          stopped = region.process
          stopped?.stop()
          world.tell(`${cityOf(region.code)}'s process stands still while it copies`)
          scheduler.after(dice.between(100, 2_500) * 1_000, replace)
        } else scheduler.after(lookEveryUs, look)
      }
      look()
      return () => {
        isOver = true
        replace()
      }
    },
  },
} as const satisfies Readonly<Record<string, FaultKind>>
