import type { Refusal } from '#kernel/core/decider.ts'
import { PageOf, PageQuery, Strict, Type } from '#kernel/core/schema.ts'
import type { DeadLetter } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import { query } from '#kernel/service/route.ts'
import {
  DeadLetterView,
  DiscardBody,
  operationsRefusals,
  RedriveBody,
} from '#services/operations/contract.ts'

const Done = Type.Object({ id: Type.String() })
const pageLimit = 20

export const letterRoutes = [
  query({
    method: 'GET',
    path: '/v1/admin/operations/dead-letters',
    permission: 'operations:read',
    summary: 'Deliveries that failed at every attempt, of homes that a region serves',
    query: Strict({ ...PageQuery, region: Type.String({ minLength: 1, maxLength: 32 }) }),
    response: PageOf(DeadLetterView),
    handle: async ({ query: { region, cursor, limit = pageLimit } }, context) => {
      const unknown = await unknownRegion(region, context)
      if (unknown !== null) return unknown
      const at = cursor === undefined ? {} : { cursor }
      const page = await context.ports.operations.deadLetters(region, { limit, ...at })
      return { items: page.items.map((letter) => letterView(letter, region)), next: page.next }
    },
  }),

  query({
    method: 'POST',
    path: '/v1/admin/operations/redrives',
    permission: 'operations:write',
    summary: 'Try a dead letter again from its first attempt',
    body: RedriveBody,
    response: Done,
    handle: async ({ body: { region, id } }, context) =>
      (await unknownRegion(region, context)) ??
      ((await context.ports.operations.redrive(region, id)) ? { id } : noLetter(id)),
  }),

  query({
    method: 'POST',
    path: '/v1/admin/operations/discards',
    permission: 'operations:write',
    summary: 'Give a dead letter up, and keep why',
    body: DiscardBody,
    response: Done,
    handle: async ({ body: { region, id, reason } }, context) =>
      (await unknownRegion(region, context)) ??
      ((await context.ports.operations.discard(region, id, reason)) ? { id } : noLetter(id)),
  }),
]

async function unknownRegion(region: string, context: Context): Promise<Refusal | null> {
  const known = await context.ports.operations.regions()
  return known.some(({ code }) => code === region)
    ? null
    : operationsRefusals.noRegion(`"${region}" is none.`, '/region')
}

const noLetter = (id: string): Refusal => operationsRefusals.noLetter(`"${id}" is none.`, '/id')

function letterView(letter: DeadLetter, region: string): DeadLetterView {
  const { id, subscription, kind, documentId, attempts, error, diedAt, body } = letter
  return { id, region, subscription, kind, documentId, attempts, error, diedAt, body }
}
