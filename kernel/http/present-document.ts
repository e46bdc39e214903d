import { versionTag } from '#kernel/http/entity-tag.ts'
import { isRefusal } from '#kernel/core/decider.ts'
import { headerOf, type Incoming } from '#kernel/http/incoming.ts'
import { json, type Outgoing } from '#kernel/http/outgoing.ts'
import { problemAnswer, refusalProblem } from '#kernel/http/problems.ts'
import type { Taken } from '#kernel/http/take-command.ts'
import { WithHeaders } from '#kernel/service/with-headers.ts'
import { waitPreferredMs } from '#kernel/http/prefer.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { underDeadline } from '#kernel/resilience/deadline.ts'
import type { Context } from '#kernel/service/context.ts'
import type { CommandRoute } from '#kernel/service/route.ts'

/** The answer to a command: the document, now or once its work is settled (`Prefer: wait`). */
export async function presentDocument(
  clock: Clock,
  route: CommandRoute,
  context: Context,
  incoming: Incoming,
  taken: Extract<Taken, { document: StoredDocument }>,
  waitMaxMs: number,
): Promise<Outgoing> {
  const waitMs =
    route.status === 202 && route.settled
      ? waitPreferredMs(headerOf(incoming, 'prefer'), waitMaxMs)
      : 0
  const document =
    waitMs > 0
      ? await settledDocument(clock, route, context, incoming, taken.document, waitMs)
      : null
  const shown = document ?? taken.document
  const headers = {
    etag: versionTag(shown.version),
    'cache-control': 'no-store',
    ...(taken.replayed ? { 'idempotent-replayed': 'true' } : {}),
    ...(waitMs > 0 ? { 'preference-applied': 'wait' } : {}),
    ...(route.location && route.status > 200 ? { location: route.location(shown.id) } : {}),
  }
  if (route.status === 204) return { status: 204, headers, body: null }
  const settled = waitMs > 0 && route.settled?.(shown.state) === true
  const answer = await route.answer(shown, context, taken.command)
  // The command went through, and what it led to is a no: a try at a password that was counted.
  if (isRefusal(answer)) return problemAnswer(refusalProblem(answer), incoming.requestId)
  const status = settled ? 200 : route.status
  return answer instanceof WithHeaders
    ? json(status, answer.value, { ...headers, ...answer.headers })
    : json(status, answer, headers)
}

/** The document once it is settled, or as it was last seen when the time is over. */
async function settledDocument(
  clock: Clock,
  route: CommandRoute,
  context: Context,
  incoming: Incoming,
  document: StoredDocument,
  waitMs: number,
): Promise<StoredDocument> {
  if (route.settled?.(document.state) === true) return document
  incoming.rest()
  return underDeadline(clock, waitMs, incoming.lingerSignal(), async (over) => {
    let seen = document
    for await (const next of context.watch(untyped(route.aggregate), document.id, over)) {
      if (next.version >= seen.version) seen = next
      if (route.settled?.(seen.state) === true) break
    }
    return seen
  })
}

/** A route has forgotten the types of its aggregate; a watcher reads only its kind. */
function untyped(aggregate: CommandRoute['aggregate']): Parameters<Context['watch']>[0] {
  return aggregate as unknown as Parameters<Context['watch']>[0]
}
