import { Strict } from '#kernel/core/schema.ts'
import { query } from '#kernel/service/route.ts'
import {
  operationsRefusals,
  TraceId,
  TraceListView,
  TraceQuery,
  WholeTraceView,
} from '#services/operations/contract.ts'
import { tracesOf, waterfall } from '#services/operations/traces.ts'

const shownMax = 200

export const traceRoutes = [
  query({
    method: 'GET',
    path: '/v1/admin/operations/traces',
    permission: 'operations:read',
    summary: 'The last traces over both regions, the newest first',
    description:
      'Each region remembers the last few hundred of its own, for an hour at most. `silent` names ' +
      'the regions that did not answer: their part is missing.',
    query: Strict(TraceQuery),
    response: TraceListView,
    handle: async ({ query: asked }, { ports: { operations } }) => {
      const { route = '', status, slowerThanMs = 0, failed = false } = asked
      const { items, silent } = await operations.recentTraces()
      const wanted = tracesOf(items).filter(
        (trace) =>
          trace.name.toLowerCase().includes(route.toLowerCase()) &&
          (status === undefined || Math.floor((trace.status ?? 0) / 100) === Number(status[0])) &&
          trace.ms >= slowerThanMs &&
          (!failed || trace.failed > 0),
      )
      return { items: wanted.slice(0, shownMax), silent: [...silent] }
    },
  }),

  query({
    method: 'GET',
    path: '/v1/admin/operations/traces/{id}',
    permission: 'operations:read',
    summary: 'One trace: each piece of work below the one it was part of',
    params: Strict({ id: TraceId }),
    response: WholeTraceView,
    handle: async ({ params: { id } }, { ports: { operations } }) => {
      const { items, silent } = await operations.trace(id)
      if (items.length === 0) {
        const unheard = silent.length === 0 ? '' : ` ${silent.join(' and ')} did not answer.`
        return operationsRefusals.noTrace(`No region remembers ${id}.${unheard}`, '/id')
      }
      return { id, spans: waterfall(items), silent: [...silent] }
    },
  }),
]
