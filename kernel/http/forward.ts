// A command that reached the wrong region goes on to the right one as it came, once.

import type { Home } from '#kernel/core/id.ts'
import { Fault } from '#kernel/core/fault.ts'
import { headerOf, type Incoming } from '#kernel/http/incoming.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import { describeSpan, traceparent, withSpan } from '#kernel/telemetry/trace.ts'

export const forwardedHeader = 'meridian-forwarded'

export interface ForwardedRequest {
  readonly method: string
  /** Path and query string. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
  readonly signal: AbortSignal
}

/**
 * Sends a request to the peer region.
 * @throws Fault `unavailable` when it cannot have arrived, `outcome-unknown` when it may have
 */
export type Forward = (
  region: Home,
  request: ForwardedRequest,
) => Promise<{
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}>

/** Belong to one connection (RFC 9110, 7.6.1), or are made anew for each. */
const ofTheConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'expect',
  'date',
])

/** @throws Fault `not-serving` when it was forwarded before: two regions disagree, so wait. */
export async function passOn(
  forward: Forward,
  to: Home,
  from: string,
  incoming: Incoming,
  signal: AbortSignal,
): Promise<Outgoing> {
  if (headerOf(incoming, forwardedHeader) !== undefined) {
    throw new Fault('not-serving', 'forwarded here, but served elsewhere')
  }
  const { method } = incoming
  const attributes = { 'http.request.method': method, 'meridian.to': to }
  return withSpan(`forward ${method}`, { kind: 'client', attributes }, async () => {
    const trace = traceparent()
    const answer = await forward(to, {
      method,
      path: incoming.url,
      headers: {
        ...passable(incoming.headers),
        [forwardedHeader]: from,
        'x-request-id': incoming.requestId,
        ...(trace === undefined ? {} : { traceparent: trace }),
      },
      body: incoming.rawBody,
      signal,
    })
    describeSpan({ 'http.response.status_code': answer.status })
    return { status: answer.status, headers: passable(answer.headers), body: answer.body }
  })
}

function passable(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const passed = Object.entries(headers).flatMap(([name, value]) => {
    const key = name.toLowerCase()
    if (value === undefined || ofTheConnection.has(key)) return []
    return [[key, typeof value === 'string' ? value : value.join(', ')] as const]
  })
  return Object.fromEntries(passed)
}
