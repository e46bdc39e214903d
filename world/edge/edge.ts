// The front door: one address for all regions. It finds a region for every request, answers public
// ones from memory, and turns the loss of a region into a pause.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { otherSite } from '#kernel/http/other-site.ts'
import { AnswerCache, ageSecondsOf, standingOf } from '#world/edge/answer-cache.ts'
import { answerClientError, refuseTunnel } from '#world/edge/client-error.ts'
import { Counts } from '#world/edge/counts.ts'
import { limits } from '#world/edge/limits.ts'
import { Pages, type PagesOptions } from '#world/edge/pages.ts'
import { Passage } from '#world/edge/passage.ts'
import { sendProblem } from '#world/edge/problem.ts'
import { PublicAnswers } from '#world/edge/public-answers.ts'
import { RateLimiter, type RateLimit } from '#kernel/resilience/rate-limit.ts'
import type { EdgeRegion } from '#world/edge/region.ts'
import { Regions } from '#world/edge/regions.ts'
import { Router } from '#world/edge/router.ts'
import { isSecured, strictTransport } from '#world/edge/secured.ts'
import type { ListenOptions, Part } from '#world/support/part.ts'

export type { EdgeRegion } from '#world/edge/region.ts'

export interface EdgeOptions extends ListenOptions, PagesOptions {
  readonly regions: readonly EdgeRegion[]
  /** Null: none. Default 500 requests a second for each client, 1,000 at once. */
  readonly rateLimit?: RateLimit | null
  /** Default 64 MiB. */
  readonly cacheMaxBytes?: number
}

export interface Edge extends Part {
  /** 0 drains a region: shoppers move on, work under way ends. False when there is no such region. */
  setWeight(code: string, weight: number): boolean
  /** Drops cached answers whose path starts so; returns how many. */
  purge(prefix: string): number
  status(): EdgeStatus
}

export interface EdgeStatus {
  readonly regions: readonly ReturnType<Regions['all'][number]['status']>[]
  readonly cache: ReturnType<AnswerCache['status']>
  readonly requests: number
  readonly repeated: number
  readonly rescued: number
}

const rateLimitDefault: RateLimit = { perSecond: 500, burst: 1_000 }
const headersTimeoutMs = 10_000
const requestTimeoutMs = 5 * 60_000
const keepAliveTimeoutMs = 65_000
const closeGraceMs = 200

export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const regions = new Regions(options.regions)
  const cache = new AnswerCache(options.cacheMaxBytes ?? limits.cacheMaxBytes)
  const counts = new Counts()
  const answers = new PublicAnswers(cache, regions)
  const limit = options.rateLimit === undefined ? rateLimitDefault : options.rateLimit
  const limiter = limit === null ? null : new RateLimiter(limit)
  const status = (): EdgeStatus => ({
    regions: regions.all.map((region) => region.status()),
    cache: cache.status(),
    requests: counts.requests,
    repeated: counts.repeated,
    rescued: counts.rescued,
  })
  const passage = new Passage({ regions, cache, counts, answers })
  const router = new Router({
    counts,
    pages: new Pages(
      options,
      options.regions.map(({ name }) => name),
    ),
    passage,
    status: () => JSON.stringify(status()),
    metrics: () => counts.text(cache, regions),
  })

  function arrive(request: IncomingMessage, response: ServerResponse): void {
    counts.requests += 1
    if (isSecured(request)) response.setHeader('strict-transport-security', strictTransport)
    if (limiter !== null && !mayPass(limiter, request, response)) return
    const { headers, method, url = '' } = request
    if (
      (method === 'GET' || method === 'HEAD') &&
      headers.authorization === undefined &&
      otherSite(headers) === null
    ) {
      const key = `${headers.host}${url}`
      const entry = cache.get(key)
      if (entry !== undefined) {
        const nowMs = performance.now()
        const standing = standingOf(entry, nowMs)
        if (standing === 'fresh') {
          cache.count('hit')
          entry.answer.send(request, response, 'hit', ageSecondsOf(entry, nowMs))
          return
        }
        if (standing === 'stale') {
          cache.count('stale')
          passage.refresh(request, key)
          entry.answer.send(request, response, 'stale', ageSecondsOf(entry, nowMs))
          return
        }
      }
    }
    router.take(request, response).catch(() => {
      if (response.headersSent) response.destroy()
      else sendProblem(response, 'edge.bad-request', 'The request ended early.')
    })
  }

  function mayPass(
    buckets: RateLimiter,
    request: IncomingMessage,
    response: ServerResponse,
  ): boolean {
    const waitMs = buckets.take(request.socket.remoteAddress ?? '', performance.now())
    if (waitMs === 0) return true
    counts.rateLimited += 1
    const detail = 'Slow down, and come back after the time in Retry-After.'
    sendProblem(response, 'edge.too-many-requests', detail, buckets.headers(waitMs))
    return false
  }

  const server = createServer(
    {
      maxHeaderSize: limits.headMaxBytes,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveTimeoutMs,
      noDelay: true,
    },
    arrive,
  )
  server.on('clientError', answerClientError)
  server.on('connect', refuseTunnel)
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    const detail = 'Leave the header Expect out, or expect 100-continue.'
    sendProblem(response, 'edge.expectation-failed', detail, ['Connection', 'close'])
  })
  await regions.watch()
  server.listen(options.port, options.host ?? '127.0.0.1')
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('listening', resolve)
      server.once('error', reject)
    })
  } catch (error) {
    await regions.close()
    throw error
  }

  return {
    url: `http://${options.host ?? '127.0.0.1'}:${(server.address() as AddressInfo).port}`,
    status,
    setWeight(code, weight) {
      const region = regions.named(code)
      if (region === null) return false
      region.weight = weight
      return true
    },
    purge: (prefix) => cache.purge(prefix),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs)
      await closed
      clearTimeout(cut)
      await regions.close()
    },
  }
}
