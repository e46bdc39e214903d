import { isRefusal } from '#kernel/core/decider.ts'
import { namesTag, versionTag } from '#kernel/http/entity-tag.ts'
import { headerOf } from '#kernel/http/incoming.ts'
import type { Answers } from '#kernel/http/command-route.ts'
import type { HttpLimits } from '#kernel/http/limits.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import { json } from '#kernel/http/outgoing.ts'
import { problemAnswer, refusalProblem } from '#kernel/http/problems.ts'
import { requestView } from '#kernel/http/request-view.ts'
import { withDeadline } from '#kernel/resilience/deadline.ts'
import type { QueryRoute } from '#kernel/service/route.ts'
import { Versioned } from '#kernel/service/with-version.ts'

/** Answers that belong to one caller: nobody keeps them. */
export function queryAnswers(
  { random, clock }: Pick<HttpOptions, 'random' | 'clock'>,
  { requestMs }: HttpLimits,
): Answers<QueryRoute> {
  return (route, context) => async (incoming) => {
    const request = requestView(incoming, random, null)
    const answer = await withDeadline(clock, requestMs, route.handle(request, context))
    if (isRefusal(answer)) {
      // Somebody was given what this region may not have: see ADR 25. What an operator asks for rests on
      // no ledger.
      if (incoming.method !== 'POST') await context.confirm()
      return problemAnswer(refusalProblem(answer), incoming.requestId)
    }
    if (!(answer instanceof Versioned)) return json(200, answer, { 'cache-control': 'no-store' })
    const headers = { etag: versionTag(answer.version), 'cache-control': 'private, no-cache' }
    return namesTag(headerOf(incoming, 'if-none-match'), headers.etag)
      ? { status: 304, headers, body: null }
      : json(200, answer.value, headers)
  }
}
