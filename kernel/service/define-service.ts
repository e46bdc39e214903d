// A service is a table. Reading it shows every command, every reaction and every question of the
// service; nothing is registered anywhere else.

import type { Refusal } from '#kernel/core/decider.ts'
import type { Command, Event } from '#kernel/core/decider.ts'
import { invariant } from '#kernel/core/fault.ts'
import type { Aggregate, AnyAggregate } from '#kernel/service/aggregate.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Projection } from '#kernel/service/projection.ts'
import type { Answer } from '#kernel/service/query.ts'
import type { OutsideCall, Reaction, Send } from '#kernel/service/reaction.ts'
import type { Route } from '#kernel/service/route.ts'

/** Work that runs by the clock, in every region, each for the documents whose homes it serves. */
export interface Job {
  readonly name: string
  readonly everyMs: number
  /** Commands that should follow, each once per `key`. Those for homes served elsewhere are left to that region. */
  run(context: Context): Promise<readonly (Send & { readonly key: string })[]>
}

export interface Service {
  readonly name: string
  /** One sentence for the documentation. */
  readonly does: string
  readonly aggregates: readonly AnyAggregate[]
  readonly routes: readonly Route[]
  readonly reactions: readonly Reaction[]
  readonly calls: readonly OutsideCall[]
  readonly projections: readonly Projection[]
  readonly answers: readonly Answer[]
  readonly jobs: readonly Job[]
  /** Event type → cache tags that it makes stale. */
  readonly invalidates: Readonly<
    Record<
      string,
      (event: { documentId: string; data: Readonly<Record<string, unknown>> }) => readonly string[]
    >
  >
  readonly refusals: readonly Pick<Refusal, 'code' | 'kind' | 'title' | 'advice'>[]
}

export function defineService(table: Pick<Service, 'name' | 'does'> & Partial<Service>): Service {
  for (const route of table.routes ?? []) insistOnPermission(route)
  return {
    aggregates: [],
    routes: [],
    reactions: [],
    calls: [],
    projections: [],
    answers: [],
    jobs: [],
    invalidates: {},
    refusals: [],
    ...table,
  }
}

/** What only staff may ask is never open by oversight, and what needs a permission is never public. */
function insistOnPermission(route: Route): void {
  const { method, path, permission } = route
  const open = permission === undefined
  invariant(!open || !path.startsWith('/v1/admin/'), `${method} ${path} declares no permission`)
  const isKept = route.does === 'query' && route.cache !== undefined
  invariant(open || !isKept, `${method} ${path} takes a permission and lets caches keep its answer`)
}

/** Forgets the types of an aggregate, for the table. */
export function aggregate<S, C extends Command, E extends Event>(
  typed: Aggregate<S, C, E>,
): AnyAggregate {
  return typed as unknown as AnyAggregate
}
