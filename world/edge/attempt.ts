// One try of a request at one region.

import type { Readable } from 'node:stream'
import { errors } from 'undici'
import { limits } from '#world/edge/limits.ts'
import type { Region } from '#world/edge/region.ts'
import type { Repeatability } from '#world/edge/repeating.ts'

export interface Errand {
  readonly method: string
  /** As the client wrote it. */
  readonly url: string
  /** Names and values in turn. */
  readonly head: string[]
  readonly body: Buffer | null
  /** A body that can be sent once only. */
  readonly upload: Readable | null
  readonly repeatability: Repeatability
  /** Where the shopper was so far. */
  readonly preferred: Region | null
  readonly answerTimeoutMs: number
  /** Server-sent events: no end is expected. */
  readonly streams: boolean
  /** Ends when nobody waits for the answer any more. */
  readonly abandoned?: AbortSignal
}

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>

export interface Answered {
  readonly kind: 'answered'
  readonly region: Region
  readonly status: number
  readonly headers: AnswerHeaders
  /** The code of a problem with status 502, 503 or 504. */
  readonly code: string | null
  /** The whole body, when it is small and said so. */
  readonly held: Buffer | null
  readonly stream: Readable | null
}

export type Attempt =
  | Answered
  | { readonly kind: 'refused'; readonly region: Region }
  | { readonly kind: 'lost'; readonly region: Region; readonly late: boolean }

const bodyIdleMs = 60_000
const neverSent = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

export async function attempt(region: Region, errand: Errand): Promise<Attempt> {
  region.requests += 1
  const stopper = errand.repeatability === 'once' ? null : new AbortController()
  if (stopper !== null) {
    region.enter(stopper)
    errand.abandoned?.addEventListener('abort', () => stopper.abort(), { once: true })
  }
  const leave = (): void => {
    if (stopper !== null) region.leave(stopper)
  }
  try {
    const answer = await region.pool.request({
      method: errand.method as 'GET',
      path: errand.url,
      headers: errand.head,
      body: errand.upload ?? errand.body,
      headersTimeout: errand.answerTimeoutMs,
      bodyTimeout: errand.streams ? 0 : bodyIdleMs,
      signal: stopper?.signal ?? null,
    })
    const { statusCode: status, headers, body } = answer
    const isSmall = Number(headers['content-length'] ?? Infinity) <= limits.answerHeldMaxBytes
    const isEmpty = errand.method === 'HEAD' || status === 204 || status === 304
    const isFailure = status > 501
    const held = isSmall || isEmpty || isFailure ? Buffer.from(await body.arrayBuffer()) : null
    if (held === null) body.on('error', ignore).once('close', leave)
    else leave()
    return {
      kind: 'answered',
      region,
      status,
      headers,
      code: isFailure ? codeOf(status, headers, held) : null,
      held,
      stream: held === null ? body : null,
    }
  } catch (error) {
    leave()
    region.failures += 1
    if (isNeverSent(error)) {
      region.refused()
      return { kind: 'refused', region }
    }
    return { kind: 'lost', region, late: error instanceof errors.HeadersTimeoutError }
  }
}

/** Whoever reads the body learns of its error; one that nobody reads is no trouble. */
function ignore(): void {}

/** What a region says of a failure; one that only asks to come back later did nothing. */
function codeOf(status: number, headers: AnswerHeaders, held: Buffer | null): string | null {
  if (headers['meridian-not-serving'] !== undefined) return 'not-serving'
  if (held !== null && String(headers['content-type']).startsWith('application/problem+json')) {
    try {
      const said = JSON.parse(held.toString()) as { code?: unknown }
      if (typeof said.code === 'string') return said.code
    } catch {
      return null
    }
  }
  return status === 503 && headers['retry-after'] !== undefined ? 'overloaded' : null
}

function isNeverSent(error: unknown): boolean {
  const all = [error, ...(error instanceof AggregateError ? error.errors : [])]
  return all.some(
    (each) => each instanceof Error && 'code' in each && neverSent.has(String(each.code)),
  )
}
