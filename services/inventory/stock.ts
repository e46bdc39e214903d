import { Fault } from '#kernel/core/fault.ts'
import { isRefusal, type Refusal } from '#kernel/core/decider.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import { changeRules, changeRulesAll } from '#services/inventory/change-rules.ts'
import { adjust, count, countAll, restock } from '#services/inventory/count-units.ts'
import {
  keepStockEvents,
  lowStock,
  skuOf,
  type StockCommand,
  type StockEvent,
} from '#services/inventory/contract.ts'
import { evolveShare } from '#services/inventory/evolve-share.ts'
import { freezeOrThaw } from '#services/inventory/freeze-share.ts'
import { commitShipped, release, reserve } from '#services/inventory/reserve-units.ts'
import { availableOf, noShare, type Share } from '#services/inventory/share.ts'
import {
  giveUpWaiting,
  receiveShare,
  releaseShare,
  sendShare,
} from '#services/inventory/transfer-units.ts'

/** The home of a share is in its id; the policy only says which region takes an import. */
export const stock = defineAggregate<Share, StockCommand, StockEvent>({
  kind: 'stock',
  prefix: 'stk',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: keepStockEvents,
  decider: { initial: noShare, decide, evolve: evolveShare },
  indexes: {
    sku: (_state, id) => [skuOf(id)],
    low: (state, id) => (isLow(state) ? [skuOf(id)] : []),
    none: (state, id) => (state.tracked && availableOf(state) <= 0 ? [skuOf(id)] : []),
  },
})

const isLow = (state: Share): boolean => state.tracked && availableOf(state) < lowStock

function decide(state: Share, command: StockCommand): readonly StockEvent[] | Refusal {
  const before = freezeOrThaw(state, command)
  const answer = decideOn(before.reduce(evolveShare, state), command)
  return isRefusal(answer) ? answer : [...before, ...answer]
}

function decideOn(state: Share, command: StockCommand): readonly StockEvent[] | Refusal {
  switch (command.type) {
    case 'reserve':
      return reserve(state, command)
    case 'release':
      return release(state, command)
    case 'commit-shipped':
      return commitShipped(command)
    case 'adjust':
      return adjust(state, command)
    case 'restock':
      return restock(state, command)
    case 'count':
      return count(state, command)
    case 'count-all':
      return countAll(state, command)
    case 'take-rules':
      return changeRules(state, command)
    case 'take-rules-all':
      return changeRulesAll(state, command)
    case 'send-share':
      return sendShare(state, command)
    case 'release-share':
      return releaseShare(state, command)
    case 'receive-share':
      return receiveShare(state, command)
    case 'give-up-waiting':
      return giveUpWaiting(state, command)
    default:
      // The other region may run the next version, which knows more commands: it asks again.
      throw new Fault('unavailable', 'a newer version asks for this')
  }
}
