// An aggregate that counts, for tests of what runs aggregates.

import { defineRefusals, type Command } from '#kernel/core/decider.ts'
import { days } from '#kernel/core/instant.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import { aggregate } from '#kernel/service/define-service.ts'

export interface Count extends Command {
  readonly type: 'count'
  readonly by: number
}
export interface Counted {
  readonly type: 'counters.counted'
  readonly by: number
  readonly at: string
}

const refusals = defineRefusals('counters', {
  tooMuch: { kind: 'conflict', title: 'It counts to a hundred' },
})

/** Refuses above 100; `by: 0` changes nothing; 13 is a bug in deciding, 66 one in evolving. */
export const counter = aggregate(
  defineAggregate<number, Count, Counted>({
    kind: 'counter',
    prefix: 'cnt',
    home: 'local',
    durability: 'everywhere',
    keepEvents: days(1),
    indexes: {
      value: (state) => {
        if (state === 77) throw new Error('77 has no key')
        return [String(state)]
      },
    },
    decider: {
      initial: 0,
      decide: (state, { by, at }) => {
        if (by === 13) throw new Error('13 is unlucky')
        if (by === 0) return []
        if (state + by > 100) return refusals.tooMuch(`${state + by} is more.`)
        return [{ type: 'counters.counted', by, at }]
      },
      evolve: (state, { by }) => {
        if (by === 66) throw new Error('66 is a bug')
        return state + by
      },
    },
  }),
)

export const count = (by: number) => ({ type: 'count' as const, by })
