import type { Instant } from '#kernel/core/instant.ts'
import { evenOut, fill } from '#services/inventory/ask-for-units.ts'
import type {
  Counted,
  RulesChanged,
  StockEvent,
  TakeRules,
  TakeRulesAll,
} from '#services/inventory/contract.ts'
import { evolveShare } from '#services/inventory/evolve-share.ts'
import { availableOf, type Share } from '#services/inventory/share.ts'

/** At the first home. It is allowed while units are promised that are not there. */
export function changeRulesAll(state: Share, command: TakeRulesAll): readonly StockEvent[] {
  const { at, others, tracked = state.tracked, backorder = state.backorder } = command
  const rules = nextName(state, at)
  return saidAnew(state, { type: 'inventory.rules-changed', rules, tracked, backorder, others }, at)
}

export function changeRules(state: Share, command: TakeRules): readonly StockEvent[] {
  const { at, rules, tracked, backorder } = command
  if (rules <= lastName(state)) return []
  return saidAnew(
    state,
    { type: 'inventory.rules-changed', rules, tracked, backorder, others: [] },
    at,
  )
}

/** A name for what is said now, after all that was said before. */
export function nextName(state: Share, at: Instant): string {
  const last = lastName(state)
  return at > last ? at : `${last}+`
}

/** Gives units to whom they are due under the new numbers or rules, and asks for what is short. */
export function saidAnew(
  state: Share,
  event: Counted | RulesChanged,
  at: Instant,
): readonly StockEvent[] {
  const after = evolveShare(state, event)
  const granted = fill(after)
  const filled = granted.reduce(evolveShare, after)
  return [event, ...granted, ...(availableOf(filled) < 0 ? evenOut(filled, at) : [])]
}

const lastName = ({ count, rules = '' }: Share): string => (rules > count ? rules : count)
