// A public question. Its answer depends on the address alone, so the handler is not shown the
// headers of whoever happens to ask first.

import { isRefusal, type Refusal } from '#kernel/core/decider.ts'
import type { Answers } from '#kernel/http/command-route.ts'
import { namesTag } from '#kernel/http/entity-tag.ts'
import { headerOf } from '#kernel/http/incoming.ts'
import type { HttpLimits } from '#kernel/http/limits.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import { problemAnswer, refusalProblem } from '#kernel/http/problems.ts'
import type { ResponseCache } from '#kernel/http/response-cache.ts'
import { withDeadline } from '#kernel/resilience/deadline.ts'
import type { Context } from '#kernel/service/context.ts'
import type { QueryRoute, Request } from '#kernel/service/route.ts'
import { Versioned } from '#kernel/service/with-version.ts'

export type CachedQueryRoute = QueryRoute & Required<Pick<QueryRoute, 'cache'>>

/** Carries a refusal past the cache, which keeps answers only. */
class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

export function cachedQueryAnswers(
  { telemetry, clock }: HttpOptions,
  { requestMs }: HttpLimits,
  cache: ResponseCache,
): Answers<CachedQueryRoute> {
  return (route, context) => async (incoming) => {
    const { params, query, url, requestId } = incoming
    const request = {
      params,
      query,
      body: undefined,
      key: '',
      shopperRegion: null,
      principal: null,
      header: () => undefined,
    }
    const keeping = { ...route.cache, tags: route.cache.tags(request) }
    try {
      const render = () => withDeadline(clock, requestMs, rendered(route, request, context))
      const { kept, joined } = await cache.make(url, keeping, render)
      telemetry.metrics.httpCache.inc({ outcome: joined ? 'joined' : 'miss' })
      const same = namesTag(headerOf(incoming, 'if-none-match'), kept.etag)
      return { status: same ? 304 : 200, headers: kept.headers, body: same ? null : kept.body }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return problemAnswer(refusalProblem(error.refusal), requestId)
    }
  }
}

async function rendered(route: QueryRoute, request: Request, context: Context): Promise<string> {
  const answer = await route.handle(request, context)
  if (isRefusal(answer)) throw new Refused(answer)
  return JSON.stringify(answer instanceof Versioned ? answer.value : answer) ?? 'null'
}
