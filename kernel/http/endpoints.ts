import { bulkAnswers } from '#kernel/http/bulk-route.ts'
import { cachedQueryAnswers, type CachedQueryRoute } from '#kernel/http/cached-query.ts'
import { commandAnswers } from '#kernel/http/command-route.ts'
import { documentation } from '#kernel/http/docs.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { fileAnswers } from '#kernel/http/file-route.ts'
import { live, ready } from '#kernel/http/health.ts'
import { answerInternal } from '#kernel/http/internal-route.ts'
import type { HttpLimits } from '#kernel/http/limits.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import { queryAnswers } from '#kernel/http/query-route.ts'
import type { ResponseCache } from '#kernel/http/response-cache.ts'
import { openStream } from '#kernel/http/stream-route.ts'
import { uploadAnswers } from '#kernel/http/upload-route.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Route } from '#kernel/service/route.ts'

/** Everything a server answers: the service tables, the pages about them, health, and the other region. */
export function endpoints(
  options: HttpOptions,
  limits: HttpLimits,
  cache: ResponseCache,
): readonly Endpoint[] {
  return [
    ...serviceEndpoints(options, limits, cache),
    ...internalEndpoints(options),
    ...documentation(options.services),
    ...processEndpoints(options, limits),
  ]
}

/** The routes of the service tables. */
export function serviceEndpoints(
  options: HttpOptions,
  limits: HttpLimits,
  cache: ResponseCache,
): Endpoint[] {
  const command = commandAnswers(options, limits)
  const bulk = bulkAnswers(options, limits)
  const query = queryAnswers(options, limits)
  const upload = uploadAnswers(options, limits)
  const file = fileAnswers(options, limits)
  const cachedQuery = cachedQueryAnswers(options, limits, cache)
  const answerOf = (route: Route, context: Context): Endpoint['answer'] => {
    switch (route.does) {
      case 'command':
        return command(route, context)
      case 'query':
        return isCached(route) ? cachedQuery(route, context) : query(route, context)
      case 'bulk':
        return bulk(route, context)
      case 'stream':
        return (incoming) => openStream(route, context, options.random, incoming)
      case 'upload':
        return upload(route, context)
      case 'file':
        return file(route, context)
    }
  }
  return options.services.flatMap((service) => {
    const context = options.contextFor(service)
    return service.routes.map((route) => {
      const { method, path, params, query, body, limit, permission } = route
      return {
        method,
        path,
        params,
        query,
        body,
        cached: isCached(route),
        streams: route.does === 'stream',
        bytesMax: route.does === 'upload' ? route.takes.maxBytes : undefined,
        limit,
        permission,
        answer: answerOf(route, context),
      }
    })
  })
}

function isCached(route: Route): route is CachedQueryRoute {
  return route.does === 'query' && route.method === 'GET' && route.cache !== undefined
}

function internalEndpoints({ internal = [], internalSecret }: HttpOptions): Endpoint[] {
  return internal.map((route) => ({
    method: route.method,
    path: route.path,
    exempt: true,
    unchecked: true,
    answer: (incoming) => answerInternal(route, internalSecret, incoming),
  }))
}

function processEndpoints(options: HttpOptions, limits: HttpLimits): Endpoint[] {
  const { metrics } = options.telemetry
  const page = (path: string, answer: Endpoint['answer']): Endpoint => ({
    method: 'GET',
    path,
    exempt: true,
    unchecked: true,
    answer,
  })
  return [
    page('/health/live', async () => live(options)),
    page('/health/ready', () => ready(options, limits)),
    page('/metrics', async () => ({
      status: 200,
      headers: { 'content-type': metrics.contentType, 'cache-control': 'no-store' },
      body: await metrics.text(),
    })),
  ]
}
