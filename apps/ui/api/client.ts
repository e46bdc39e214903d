// The one way to the platform. A request that may be sent twice is sent again while a region is being
// lost and adopted, with the same key, so that it has one effect however often it arrives.

import { noteRegion, noteWaiting } from '#apps/ui/api/connection.ts'
import type { Operations } from '#apps/ui/api/operations.ts'
import { ApiError, offline, type Problem } from '#apps/ui/api/problem.ts'

export type OperationName = keyof Operations
export type Answer<Name extends OperationName> = Operations[Name]['answer']
export type Body<Name extends OperationName> = Operations[Name]['body']
export type Query<Name extends OperationName> = NonNullable<Operations[Name]['query']>

type Part<Name extends OperationName, Key extends 'params' | 'body'> = [
  Operations[Name][Key],
] extends [null]
  ? { readonly [K in Key]?: undefined }
  : { readonly [K in Key]: Operations[Name][Key] }

export interface Manner {
  readonly signal?: AbortSignal
  /** Idempotency-Key: needed for a POST that is to be sent again when no answer came. */
  readonly key?: string
  /** Seconds to hold a 202 until the work is settled. */
  readonly wait?: number
  /** The version, as an answer gave it, that alone is to be changed; 412 when there is a newer one. */
  readonly ifMatch?: string
  /** How long the request is sent again while nobody can take it. */
  readonly patienceMs?: number
}

export type Request<Name extends OperationName> = Part<Name, 'params'> &
  Part<Name, 'body'> &
  Manner & { readonly query?: Query<Name> }

/** Sends it once. */
type Exchange = (url: string, init: RequestInit) => Promise<Response>

const patienceMs = 20_000
const firstPauseMs = 300
const pauseMaxMs = 3_000
const passing = new Set([502, 503, 504])
/** The first request with this key is still at work. */
const stillRunning = 'http.still-running'

/**
 * @throws ApiError with what the platform said, or with `offline` when nobody answered in time
 * @throws DOMException when the signal ended it
 */
export async function call<Name extends OperationName>(
  name: Name,
  request: Request<Name>,
): Promise<Answer<Name>> {
  return send<Answer<Name>>(...addressOf(name, request), request)
}

/** The same, with the version of the document; null when the answer names none. */
export async function callVersioned<Name extends OperationName>(
  name: Name,
  request: Request<Name>,
): Promise<{ readonly answer: Answer<Name>; readonly version: string | null }> {
  let version: string | null = null
  const exchange = async (url: string, init: RequestInit) => {
    const response = await fetch(url, init)
    version = response.headers.get('etag')
    return response
  }
  const answer = await send<Answer<Name>>(...addressOf(name, request), request, exchange)
  return { answer, version }
}

function addressOf<Name extends OperationName>(
  name: Name,
  request: Request<Name>,
): [method: string, url: string] {
  const [method = 'GET', path = ''] = name.split(' ')
  return [method, urlOf(path, request.params ?? {}, request.query ?? {})]
}

/** The same for a route that the generated types do not know. */
export async function send<Answered>(
  method: string,
  url: string,
  request: Manner & { readonly body?: unknown },
  exchange: Exchange = fetch,
): Promise<Answered> {
  const mayRepeat = method !== 'POST' && method !== 'PATCH' ? true : request.key !== undefined
  return sendUntilAnswered<Answered>(url, initOf(method, request), {
    mayRepeat,
    exchange,
    ...(request.patienceMs === undefined ? {} : { patienceMs: request.patienceMs }),
  })
}

/** @throws as `call` does */
export async function sendUntilAnswered<Answered>(
  url: string,
  init: RequestInit,
  request: {
    readonly mayRepeat: boolean
    readonly exchange: Exchange
    readonly patienceMs?: number
  },
): Promise<Answered> {
  const { mayRepeat, exchange } = request
  const endMs = performance.now() + (request.patienceMs ?? patienceMs)
  let pauseMs = firstPauseMs
  let isWaiting = false
  try {
    for (;;) {
      const outcome = await attempt<Answered>(url, init, exchange)
      if ('answer' in outcome) return outcome.answer
      const { problem, retryAfterMs } = outcome
      const mayPass = problem.code === stillRunning || passing.has(problem.status)
      const isOver = performance.now() + pauseMs > endMs
      if (!mayRepeat || !(mayPass || problem.status === 0) || isOver) throw new ApiError(problem)
      if (!isWaiting) noteWaiting(1)
      isWaiting = true
      await pause(Math.max(pauseMs, retryAfterMs), init.signal ?? undefined)
      pauseMs = Math.min(pauseMs * 2, pauseMaxMs)
    }
  } finally {
    if (isWaiting) noteWaiting(-1)
  }
}

export function urlOf(
  path: string,
  params: Readonly<Record<string, string>>,
  query: Readonly<Record<string, unknown>>,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
  return search.size === 0 ? filled : `${filled}?${search}`
}

function initOf(method: string, request: Manner & { readonly body?: unknown }): RequestInit {
  const { body, key, wait, signal, ifMatch } = request
  return {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      // A page of another origin cannot set it: what rides on the session's cookie comes from here.
      ...(method === 'GET' ? {} : { 'meridian-csrf': '1' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(wait === undefined ? {} : { prefer: `wait=${wait}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }
}

type Outcome<T> =
  | { readonly answer: T }
  | { readonly problem: Problem; readonly retryAfterMs: number }

async function attempt<T>(url: string, init: RequestInit, exchange: Exchange): Promise<Outcome<T>> {
  try {
    const response = await exchange(url, init)
    noteRegion(response)
    const isEmpty = response.status === 204
    if (response.ok) return { answer: (isEmpty ? null : await response.json()) as T }
    const seconds = Number(response.headers.get('retry-after') ?? 0)
    return { problem: await problemOf(response), retryAfterMs: Math.min(seconds, 3) * 1_000 }
  } catch (error) {
    if (init.signal?.aborted) throw error
    return { problem: offline, retryAfterMs: 0 }
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const { status } = response
  const said = response.headers.get('content-type')?.includes('problem+json')
    ? ((await response.json()) as Problem)
    : null
  return said ?? { status, title: response.statusText, detail: '', code: `http.${status}` }
}

/** Ends early when the machine is online again. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      signal?.removeEventListener('abort', stop)
      settle()
    }
    const done = end(resolve)
    const stop = end(() => reject(signal?.reason as Error))
    const timer = setTimeout(done, ms)
    window.addEventListener('online', done)
    signal?.addEventListener('abort', stop)
  })
}
