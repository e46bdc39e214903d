// The platform as the next release could be: events and states have a member that this release does
// not know, and documents an index entry. A region that runs it beside one that does not is what
// every deployment goes through, and every roll-back again.

import { isRefusal } from '#kernel/core/decider.ts'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'
import type { Service } from '#kernel/service/define-service.ts'

const member = 'ofNextVersion'

export function nextVersionOf(services: readonly Service[]): readonly Service[] {
  return services.map((service) => {
    const next = new Map(service.aggregates.map((one) => [one.kind, nextAggregate(one)]))
    const routes = service.routes.map((route) =>
      'aggregate' in route
        ? { ...route, aggregate: next.get(route.aggregate.kind) ?? route.aggregate }
        : route,
    ) as Service['routes']
    return { ...service, routes, aggregates: [...next.values()] }
  })
}

/** A state without what only the next version knows. */
export function thisVersionOf(state: unknown): unknown {
  if (typeof state !== 'object' || state === null || !(member in state)) return state
  const { [member]: _, ...known } = state
  return known
}

function nextAggregate(aggregate: AnyAggregate): AnyAggregate {
  const { decider, indexes } = aggregate
  return {
    ...aggregate,
    decider: {
      initial: decider.initial,
      decide: (state, command) => {
        const decided = decider.decide(state, command)
        return isRefusal(decided) ? decided : decided.map(marked)
      },
      evolve: (state, event) => marked(decider.evolve(state, event)),
    },
    indexes: { ...indexes, [member]: (_state: unknown, id: string) => [id] } as typeof indexes,
  }
}

function marked<Value>(value: Value): Value {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? { ...value, [member]: true } : value
}
