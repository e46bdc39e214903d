import type { Command } from '#kernel/core/decider.ts'
import type { Home } from '#kernel/core/id.ts'
import { epochMsOf, minutes, type Instant } from '#kernel/core/instant.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import { keepPaymentEvents, type Discrepancy } from '#services/payments/contract.ts'
import type { Difference } from '#services/payments/difference.ts'

/** Longer than a call to the bank is repeated: what differs then will not settle by itself. */
export const settlesWithinMs = minutes(45)
export const openMax = 1_000

/** How far the bank's books have been compared with the payments of one home. */
export interface Reconciliation {
  /** Times that the books were read to the end. */
  readonly round: number
  readonly cursor: string | null
  readonly readThroughAt: Instant | null
  /** By the bank's reference. */
  readonly open: Readonly<Record<string, Discrepancy>>
}

interface RecordPage extends Command {
  readonly type: 'record-page'
  readonly round: number
  readonly cursor: string | null
  readonly next: string | null
  /** References on this page. */
  readonly compared: readonly string[]
  readonly differences: readonly Difference[]
}
interface PageCompared {
  readonly type: 'payments.books-compared'
  readonly at: Instant
  readonly next: string | null
  readonly settled: readonly string[]
  readonly found: readonly Discrepancy[]
}

export const reconciliation = defineAggregate<Reconciliation, RecordPage, PageCompared>({
  kind: 'reconciliation',
  prefix: 'rec',
  home: 'local',
  durability: 'everywhere',
  keepEvents: keepPaymentEvents,
  decider: {
    initial: { round: 0, cursor: null, readThroughAt: null, open: {} },
    decide: (state, command) => {
      const { at, round, cursor, next, compared, differences } = command
      if (round !== state.round || cursor !== state.cursor) return []
      const differing = new Set(differences.map(({ reference }) => reference))
      return [
        {
          type: 'payments.books-compared',
          at,
          next,
          settled: compared.filter(
            (reference) => reference in state.open && !differing.has(reference),
          ),
          found: differences.map((difference) => seen(state, difference, at)),
        },
      ]
    },
    evolve: (state, { at, next, settled, found }) => {
      const open = new Map(Object.entries(state.open))
      for (const reference of settled) open.delete(reference)
      for (const difference of found) {
        if (open.size < openMax || open.has(difference.reference)) {
          open.set(difference.reference, difference)
        }
      }
      const through = next === null
      return {
        round: through ? state.round + 1 : state.round,
        cursor: next,
        readThroughAt: through ? at : state.readThroughAt,
        open: Object.fromEntries(open),
      }
    },
  },
  indexes: {},
})

export const reconciliationIdOf = (home: Home): string => `rec_${home}_bank`

function seen(state: Reconciliation, difference: Difference, at: Instant): Discrepancy {
  const known = state.open[difference.reference]
  const firstSeenAt = known?.kind === difference.kind ? known.firstSeenAt : at
  const confirmed = epochMsOf(at) - epochMsOf(firstSeenAt) >= settlesWithinMs
  return { ...difference, firstSeenAt, confirmed }
}
