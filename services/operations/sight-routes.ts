import { PageOf, Strict, Type } from '#kernel/core/schema.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import { query } from '#kernel/service/route.ts'
import { EventView, ObjectiveView, RequestView } from '#services/operations/contract.ts'
import { objectivesOver } from '#services/operations/objectives.ts'

const eventsMax = 200
const text = Type.Optional(Type.String({ maxLength: 255 }))

export const sightRoutes = [
  query({
    method: 'GET',
    path: '/v1/admin/operations/events',
    permission: 'operations:read',
    summary: 'Search the event log, the newest first',
    description:
      'With `document`, every event of it that is still kept. Without, those that arrived in the ' +
      'answering region since its process started, a thousand at most.',
    query: Strict({ document: text, type: text, q: text }),
    response: PageOf(EventView),
    handle: async ({ query: { document, type = '', q = '' } }, { ports: { operations } }) => {
      const events =
        document === undefined
          ? await operations.recentEvents()
          : (await operations.history(document)).toReversed()
      const wanted = events.filter(
        (event) =>
          event.type.includes(type) && (q === '' || textOf(event).includes(q.toLowerCase())),
      )
      return { items: wanted.slice(0, eventsMax).map(eventView), next: null }
    },
  }),

  query({
    method: 'GET',
    path: '/v1/admin/operations/objectives',
    permission: 'operations:read',
    summary: 'What was promised to shoppers over the last day, and how much of the budget is left',
    response: Type.Object({ items: Type.Array(ObjectiveView) }),
    handle: async (_request, { ports: { operations, clock } }) => ({
      items: objectivesOver(await operations.requestMinutes(), clock.now()),
    }),
  }),

  query({
    method: 'GET',
    path: '/v1/admin/operations/requests',
    permission: 'operations:read',
    summary: 'The requests that were answered last, or only those that failed or were slow',
    query: Strict({
      failed: Type.Optional(Type.Boolean()),
      slowerThanMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 60_000 })),
      trace: text,
    }),
    response: PageOf(RequestView),
    handle: async ({ query: asked }, { ports: { operations } }) => {
      const { failed = false, slowerThanMs = 0, trace } = asked
      const all = await operations.recentRequests()
      const items = all.filter(
        (each) =>
          (!failed || each.status >= 500) &&
          each.ms >= slowerThanMs &&
          (trace === undefined || each.trace === trace),
      )
      return { items: items.slice(0, eventsMax), next: null }
    },
  }),
]

const textOf = (event: StoredEvent): string =>
  `${event.documentId} ${JSON.stringify(event.data)}`.toLowerCase()

function eventView({
  id,
  type,
  kind,
  documentId,
  version,
  at,
  trace,
  data,
}: StoredEvent): EventView {
  return { id, type, kind, documentId, version, at, trace: trace ?? null, data }
}
