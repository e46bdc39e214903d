import { deepEqual, ok } from 'node:assert/strict'
import { test } from 'node:test'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'
import { defineService, type Service } from '#kernel/service/define-service.ts'
import { nextVersionOf, thisVersionOf } from '#simulator/next-version.ts'
import type { Plan } from '#simulator/plan.ts'
import { services } from '#simulator/services.ts'
import { simulate } from '#simulator/simulate.ts'

const deployment: Plan = {
  seed: 3,
  mode: 'active-active',
  windows: [{ lengthMs: 8_000, peoplePerSecond: 4, thenMs: 3_600_000 }],
  faults: [{ kind: 'deploy', window: 0, atMs: 1_000, forMs: 5_000, seed: 1 }],
}

/** Trips over whatever this release does not know. */
function strict(service: Service): Service {
  const aggregates = service.aggregates.map((aggregate): AnyAggregate => {
    const { decider } = aggregate
    return {
      ...aggregate,
      decider: {
        ...decider,
        decide: (state, command) => {
          if (thisVersionOf(state) !== state) throw new Error('a member that nobody knows')
          return decider.decide(state, command)
        },
      },
    }
  })
  const byKind = new Map(aggregates.map((aggregate) => [aggregate.kind, aggregate]))
  const routes = service.routes.map((route) =>
    'aggregate' in route ? { ...route, aggregate: byKind.get(route.aggregate.kind) } : route,
  ) as Service['routes']
  return { ...service, aggregates, routes }
}

test('the next version marks what it decides and stores, and the mark can be taken off', () => {
  const jar: AnyAggregate = {
    kind: 'jar',
    prefix: 'jar',
    home: 'local',
    durability: 'everywhere',
    keepEvents: 1,
    decider: {
      initial: { marbles: 0 },
      decide: () => [{ type: 'jars.filled' }],
      evolve: () => ({ marbles: 1 }),
    },
    indexes: {},
  }
  const [next] = nextVersionOf([defineService({ name: 'jars', does: '', aggregates: [jar] })])
  const decider = next?.aggregates[0]?.decider ?? jar.decider
  const event = { type: 'jars.filled', ofNextVersion: true }
  deepEqual(decider.decide(null, { type: 'fill', at: '' }), [event])
  const state = decider.evolve(null, event)
  deepEqual(state, { marbles: 1, ofNextVersion: true })
  deepEqual(thisVersionOf(state), { marbles: 1 })
  deepEqual(Object.keys(next?.aggregates[0]?.indexes ?? {}), ['ofNextVersion'])
})

test('regions one version apart keep every promise', async () => {
  deepEqual((await simulate(deployment)).violations, [])
})

test('a service that trips over what only the next version knows is noticed', async () => {
  const { violations } = await simulate(deployment, { services: services.map(strict) })
  ok(violations.length > 0)
})

test('a day can end where the first promise is broken', async () => {
  const broken = { services: services.map(strict) }
  const whole = await simulate(deployment, broken)
  const cut = await simulate(deployment, { ...broken, endsAtFirstViolation: true })
  deepEqual(cut.violations, whole.violations.slice(0, 1))
  ok(cut.steps < whole.steps)
})
