// What of a client's head goes on to a region. Fields that are between regions only are taken out, and
// where the request came from is written by the edge alone.

import type { IncomingMessage } from 'node:http'
import { limits } from '#world/edge/limits.ts'
import type { EdgeProblemCode } from '#world/edge/problem.ts'

export type RequestHead =
  /** Names and values in turn. */
  { readonly lines: string[] } | { readonly problem: EdgeProblemCode; readonly detail: string }

/** They describe one connection, or the edge writes its own. */
const dropped = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'content-length',
  'accept-encoding',
  'forwarded',
  'meridian-region-preference',
  'x-real-ip',
  'x-request-id',
])

/** Fields whose second value could be read differently by edge and region. */
const single = new Set([
  'authorization',
  'content-length',
  'content-type',
  'host',
  'idempotency-key',
  'if-match',
])

export function readRequestHead(request: IncomingMessage, requestId: string): RequestHead {
  const { rawHeaders } = request
  if (rawHeaders.length / 2 > limits.headersMax)
    return {
      problem: 'edge.headers-too-large',
      detail: `Send no more than ${limits.headersMax} headers.`,
    }
  const named = connectionNames(request.headers.connection)
  const seen = new Set<string>()
  const lines: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    if (single.has(name)) {
      if (seen.has(name))
        return { problem: 'edge.bad-request', detail: `The header ${name} stands there twice.` }
      seen.add(name)
    }
    if (dropped.has(name) || named.has(name) || isInternal(name)) continue
    lines.push(name, rawHeaders[at + 1] ?? '')
  }
  lines.push(
    'x-forwarded-for',
    request.socket.remoteAddress ?? '',
    'x-forwarded-host',
    request.headers.host ?? '',
    'x-forwarded-proto',
    'http',
    'x-request-id',
    requestId,
  )
  return { lines }
}

/** The head without some fields. */
export function without(lines: readonly string[], names: ReadonlySet<string>): string[] {
  return lines.filter((_, at) => !names.has(lines[at - (at % 2)] ?? ''))
}

function isInternal(name: string): boolean {
  return (
    name.startsWith('meridian-internal') ||
    name.startsWith('meridian-forwarded') ||
    name.startsWith('x-forwarded-')
  )
}

function connectionNames(connection: string | undefined): ReadonlySet<string> {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close')
    return dropped
  const names = connection.split(',').map((name) => name.trim().toLowerCase())
  return new Set(names.filter((name) => !single.has(name)))
}
