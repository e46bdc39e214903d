// Answers requests within the process: the same routes, checks, problems and response cache as
// server.ts, without sockets and without Fastify. What belongs to a connection is left out: size
// limits, encodings, load shedding, streams of events.

import { Compile, type Validator } from 'typebox/compile'
import { checkData } from '#kernel/http/check-data.ts'
import { coerced } from '#kernel/http/coerce.ts'
import type { TSchema } from '#kernel/core/schema.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { serviceEndpoints } from '#kernel/http/endpoints.ts'
import type { Incoming } from '#kernel/http/incoming.ts'
import { defaultLimits } from '#kernel/http/limits.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import { guard } from '#kernel/http/guard.ts'
import { HttpProblem, problemAnswer, problemOf } from '#kernel/http/problems.ts'
import { ResponseCache } from '#kernel/http/response-cache.ts'
import { refuseBody, strictly, validationProblem } from '#kernel/http/validation.ts'

export interface DirectRequest {
  readonly method: string
  /** Path and query string. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** JSON; undefined when there is none. */
  readonly body: unknown
  readonly requestId: string
}

export interface DirectAnswers {
  answer(request: DirectRequest): Promise<Outgoing>
  /** Drops the kept answers that carry one of these tags, or all. */
  invalidate(tags: readonly string[] | 'all'): void
}

interface Mounted {
  readonly endpoint: Endpoint
  readonly segments: readonly string[]
}

const validators = new WeakMap<TSchema, Validator>()
const strictOnes = new WeakMap<TSchema, TSchema>()
const noQuery = strictly(undefined)

/** @param onBug told of errors that are neither faults nor problems */
export function directAnswers(
  options: HttpOptions,
  onBug: (error: unknown, request: DirectRequest) => void,
): DirectAnswers {
  const limits = { ...defaultLimits, ...options.limits }
  const cache = new ResponseCache(limits.cacheBytes, () => options.clock.monotonic())
  const byShape = new Map<string, Mounted[]>()
  for (const endpoint of serviceEndpoints(options, limits, cache)) {
    if (endpoint.streams) continue
    const segments = endpoint.path.split('/')
    const shape = `${endpoint.method} ${segments.length}`
    const mounted = byShape.get(shape) ?? []
    mounted.push({ endpoint, segments })
    byShape.set(shape, mounted)
  }
  // A fixed address goes before one with parameters, as routers have it.
  for (const mounted of byShape.values()) {
    mounted.sort((one, other) => parametersIn(one) - parametersIn(other))
  }

  async function answer(request: DirectRequest): Promise<Outgoing> {
    const always = { 'meridian-region': options.serving.regionName }
    try {
      const outgoing = await answered(request)
      return { ...outgoing, headers: { ...always, ...outgoing.headers } }
    } catch (error) {
      const problem = problemOf(error, request.headers['if-match'] !== undefined)
      if (problem.status === 500) onBug(error, request)
      const outgoing = problemAnswer(problem, request.requestId)
      return { ...outgoing, headers: { ...always, ...outgoing.headers } }
    }
  }

  async function answered(request: DirectRequest): Promise<Outgoing> {
    const { method, url, headers, body, requestId } = request
    const [path = '/', queryText] = url.split('?', 2)
    const segments = path.split('/')
    const found = byShape
      .get(`${method} ${segments.length}`)
      ?.find((mounted) => fits(mounted, segments))
    if (found === undefined) throw new HttpProblem('http.not-found', 'No route has this address.')
    const { endpoint } = found
    if (endpoint.cached) {
      const kept = cache.find(url)
      if (kept) return { status: 200, headers: kept.kept.headers, body: kept.kept.body }
    }
    const { permission } = endpoint
    const caller = { method, header: (name: string) => headers[name] }
    const principal =
      permission === undefined ? null : await guard(permission, options.authenticate, caller)
    const parts = {
      params: coerced(endpoint.params, parametersOf(found, segments)),
      query: queryText === undefined ? {} : coerced(endpoint.query, queryOf(queryText)),
      body,
    }
    check(endpoint, parts, limits.bodyDepth)
    // Whoever asks directly never hangs up. One signal for all would keep everybody who listened.
    const never = new AbortController().signal
    const incoming: Incoming = {
      method,
      url,
      headers,
      ...parts,
      get rawBody() {
        return body === undefined ? null : Buffer.from(JSON.stringify(body))
      },
      requestId,
      principal,
      signal: () => never,
      lingerSignal: () => never,
      rest: () => undefined,
    }
    const outgoing = await endpoint.answer(incoming)
    if ('events' in outgoing) throw new Error(`${url} streams`)
    return outgoing
  }

  return {
    answer,
    invalidate: (tags) => (tags === 'all' ? cache.clear() : cache.invalidate(tags)),
  }
}

function check(
  endpoint: Endpoint,
  parts: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
  depthMax: number,
): void {
  checkData(parts.params, depthMax, 'path')
  checkData(parts.query, depthMax, 'query')
  checkData(parts.body, depthMax, 'body')
  const querystring = strictQuery(endpoint)
  const schema = { params: endpoint.params, querystring, body: endpoint.body }
  const refuse = (validationContext: string): never => {
    throw validationProblem({ validation: [], validationContext }, { ...parts, schema })
  }
  if (endpoint.params !== undefined && !isValid(endpoint.params, parts.params)) refuse('params')
  if (!isValid(querystring, parts.query)) refuse('querystring')
  if (endpoint.body === undefined) refuseBody(parts.body)
  else if (!isValid(endpoint.body, parts.body)) refuse('body')
}

function isValid(schema: TSchema, value: unknown): boolean {
  const validator = validators.get(schema) ?? Compile(schema)
  validators.set(schema, validator)
  return validator.Check(value)
}

function strictQuery(endpoint: Endpoint): TSchema {
  if (endpoint.query === undefined) return noQuery
  const strict = strictOnes.get(endpoint.query) ?? strictly(endpoint.query)
  strictOnes.set(endpoint.query, strict)
  return strict
}

function parametersIn({ segments }: Mounted): number {
  return segments.filter((segment) => segment.startsWith('{')).length
}

function fits({ segments }: Mounted, asked: readonly string[]): boolean {
  return segments.every((segment, at) => segment.startsWith('{') || segment === asked[at])
}

function parametersOf({ segments }: Mounted, asked: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {}
  segments.forEach((segment, at) => {
    if (segment.startsWith('{')) parameters[segment.slice(1, -1)] = decoded(asked[at] ?? '')
  })
  return parameters
}

function decoded(text: string): string {
  return text.includes('%') ? decodeURIComponent(text) : text
}

function queryOf(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const known = query[name]
    query[name] = known === undefined ? value : [known, value].flat()
  }
  return query
}
