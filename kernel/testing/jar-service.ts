// A service with no other purpose than to be served: jars that are filled, emptied and sealed.

import { defineRefusals, type Command, type Event } from '#kernel/core/decider.ts'
import { derivedId } from '#kernel/core/id.ts'
import { days } from '#kernel/core/instant.ts'
import { Id, Nullable, Quantity, Strict, Type } from '#kernel/core/schema.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import { aggregate, defineService, type Service } from '#kernel/service/define-service.ts'
import { bulk, command, query, stream } from '#kernel/service/route.ts'
import { withVersion } from '#kernel/service/with-version.ts'

interface Jar {
  readonly label: string
  readonly marbles: number
  readonly sealed: boolean
}
type JarCommand = Command &
  (
    | { readonly type: 'label'; readonly label: string }
    | { readonly type: 'fill'; readonly quantity: number }
    | { readonly type: 'seal' }
  )
type JarEvent = Event & { readonly change: Partial<Jar> }

const refusals = defineRefusals('jars', {
  sealed: { kind: 'conflict', title: 'The jar is sealed', advice: 'Take another jar.' },
  unknown: { kind: 'not-found', title: 'There is no such jar' },
  tooFull: { kind: 'invalid', title: 'The jar cannot hold that many' },
})

export const jar = defineAggregate<Jar, JarCommand, JarEvent>({
  kind: 'jar',
  prefix: 'jar',
  home: 'local',
  durability: 'everywhere',
  keepEvents: days(1),
  indexes: {},
  decider: {
    initial: { label: '', marbles: 0, sealed: false },
    decide: (state, asked) => {
      if (state.sealed) return refusals.sealed('Nothing goes in any more.')
      const changed = (change: Partial<Jar>) => [{ type: 'jars.changed', change }]
      switch (asked.type) {
        case 'label':
          return changed({ label: asked.label })
        case 'seal':
          return changed({ sealed: true })
        case 'fill': {
          const marbles = state.marbles + asked.quantity
          if (marbles > 20_000) return refusals.tooFull('It holds 20000.', '/quantity')
          return changed({ marbles })
        }
      }
    },
    evolve: (state, { change }) => ({ ...state, ...change }),
  },
})

const byId = Strict({ id: Id })
const JarAnswer = Strict({ id: Id, label: Type.String(), marbles: Type.Integer() })

/** @param onList runs for each list that is made, not taken from a cache */
export function jarService(onList: (url: unknown) => unknown = () => ({ items: [] })): Service {
  const shown = ({ id, state }: { id: string; state: Jar }) => ({
    id,
    label: state.label,
    marbles: state.marbles,
  })
  return defineService({
    name: 'jars',
    does: 'Keeps marbles in jars.',
    aggregates: [aggregate(jar)],
    refusals: refusals.catalogue,
    routes: [
      command({
        method: 'POST',
        path: '/v1/jars',
        summary: 'Take a new jar',
        body: Strict({
          label: Type.String({ minLength: 1, maxLength: 40 }),
          openedAt: Type.Optional(Type.String({ format: 'date-time' })),
          weight: Type.Optional(Nullable(Type.Number())),
          notes: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
        }),
        response: JarAnswer,
        aggregate: jar,
        target: ({ key, shopperRegion }, context) =>
          derivedId('jar', context.homeFor('local', shopperRegion), key),
        command: ({ body }) => ({ type: 'label' as const, label: body.label }),
        answer: shown,
        status: 201,
        location: (id) => `/v1/jars/${id}`,
      }),
      command({
        method: 'POST',
        path: '/v1/jars/{id}/fillings',
        summary: 'Fill a jar in its own time',
        params: byId,
        body: Strict({ quantity: Quantity }),
        aggregate: jar,
        target: ({ params }) => params.id,
        command: ({ body }) => ({ type: 'fill' as const, quantity: body.quantity }),
        answer: shown,
        status: 202,
        settled: (state) => state.sealed,
        location: (id) => `/v1/jars/${id}`,
      }),
      command({
        method: 'PUT',
        path: '/v1/jars/{id}/label',
        summary: 'Write a label',
        params: byId,
        body: Strict({ label: Type.String({ minLength: 1, maxLength: 40 }) }),
        aggregate: jar,
        target: ({ params }) => params.id,
        command: ({ body }) => ({ type: 'label' as const, label: body.label }),
        answer: shown,
      }),
      command({
        method: 'DELETE',
        path: '/v1/jars/{id}',
        summary: 'Seal a jar',
        params: byId,
        aggregate: jar,
        target: ({ params }) => params.id,
        command: () => ({ type: 'seal' as const }),
        answer: () => null,
        status: 204,
      }),
      query({
        method: 'GET',
        path: '/v1/jars/{id}',
        summary: 'Look into a jar',
        params: byId,
        response: JarAnswer,
        handle: async ({ params }, context) => {
          const found = await context.read(jar, params.id)
          if (found === null) return refusals.unknown(`No jar ${params.id}.`)
          return withVersion(shown(found), found.version)
        },
      }),
      query({
        method: 'GET',
        path: '/v1/jars',
        summary: 'List jars',
        query: Type.Object({
          shelf: Type.Optional(Type.String({ maxLength: 20 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
          full: Type.Optional(Type.Boolean()),
        }),
        handle: async (request) => onList(request.query),
        cache: {
          maxAgeSeconds: 10,
          staleWhileRevalidateSeconds: 50,
          tags: ({ query: { shelf } }) => ['jars', `shelf:${shelf ?? ''}`],
        },
      }),
      stream({
        method: 'GET',
        path: '/v1/jars/{id}/events',
        summary: 'Watch a jar',
        params: byId,
        stream: async ({ params }, context, signal) => {
          if ((await context.read(jar, params.id)) === null) return refusals.unknown('No such jar.')
          return (async function* () {
            for await (const { version, state } of context.watch(jar, params.id, signal)) {
              yield { event: 'changed', id: String(version), data: state }
              if (state.sealed) return
            }
          })()
        },
      }),
      bulk({
        method: 'POST',
        path: '/v1/admin/jars/batch',
        permission: 'jars:write',
        summary: 'Label many jars',
        body: Strict({ jars: Type.Array(Strict({ id: Id, label: Type.String() })) }),
        aggregate: jar,
        items: async ({ body }) =>
          body.jars.map(({ id, label }) =>
            label === ''
              ? refusals.tooFull('An empty label.')
              : { id, command: { type: 'label' as const, label } },
          ),
        answer: (results) => ({ outcomes: results.map(({ outcome }) => outcome) }),
      }),
    ],
  })
}
