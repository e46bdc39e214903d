// The edge is where most traces begin.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { describeSpan, traceparent, validTraceparent, withSpan } from '#kernel/telemetry/trace.ts'

/** A span for a request that goes to a region. What is answered from memory has none. */
export function traced(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  take: () => Promise<void>,
): Promise<void> {
  const { method = '', headers } = request
  const parent = validTraceparent(headers['traceparent']?.toString())
  const attributes = { 'http.request.method': method, 'url.scheme': 'http' }
  // The rest of a path holds ids.
  const name = `${method} ${path.split('/', 3).join('/')}`
  return withSpan(name, { parent, kind: 'server', attributes }, async () => {
    await take()
    const { statusCode } = response
    const described = { 'http.response.status_code': statusCode }
    if (statusCode < 500) describeSpan(described)
    else describeSpan(described, new Error(`answered ${statusCode}`))
  })
}

/** The head of a request, below the span around this. */
export function inTrace(lines: string[]): string[] {
  const trace = traceparent()
  if (trace === undefined) return lines
  const others = lines.filter((_, at) => lines[at - (at % 2)] !== 'traceparent')
  return [...others, 'traceparent', trace]
}
