// Writes the end of an errand to the client.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { passedLines } from '#world/edge/answer-head.ts'
import type { Answered, Attempt } from '#world/edge/errand.ts'
import { encodingFor, gzipNow, gzipPassingLevel, isCompressible } from '#world/edge/compression.ts'
import { matchesTag } from '#world/edge/entity-tag.ts'
import { limits } from '#world/edge/limits.ts'
import { sendProblem } from '#world/edge/problem.ts'
import type { Repeatability } from '#kernel/http/repeating.ts'

const retryAfter = ['Retry-After', '2']

/** @param extra headers to add, names and values in turn */
export async function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  outcome: Attempt | null,
  repeatability: Repeatability,
  extra: readonly string[],
): Promise<void> {
  if (response.destroyed || response.headersSent) return
  if (outcome === null || outcome.kind === 'refused')
    return sendProblem(
      response,
      'edge.no-region',
      'Nothing was done. Repeat the request shortly.',
      retryAfter,
    )
  if (outcome.kind === 'lost') return sendLost(response, outcome.late, repeatability)
  await sendAnswer(request, response, outcome, extra)
}

function sendLost(response: ServerResponse, late: boolean, repeatability: Repeatability): void {
  const code = late ? 'edge.timeout' : 'edge.outcome-unknown'
  if (repeatability !== 'once')
    return sendProblem(response, code, 'Repeat the request with the same key.', retryAfter)
  const advice =
    'It may have taken effect. Look before repeating it; an Idempotency-Key avoids this.'
  return sendProblem(response, code, advice)
}

async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answered,
  extra: readonly string[],
): Promise<void> {
  const { status, headers, held, stream } = answer
  const lines = [...passedLines(headers), ...extra]
  const etag = headers['etag']
  const wanted = request.headers['if-none-match']
  if (
    status === 200 &&
    (request.method === 'GET' || request.method === 'HEAD') &&
    typeof etag === 'string' &&
    wanted !== undefined &&
    matchesTag(wanted, etag)
  ) {
    stream?.destroy()
    response.writeHead(304, withoutBody(lines)).end()
    return
  }
  const shrinks = shouldShrink(request, answer)
  if (held !== null) {
    const body = shrinks ? await gzipNow(held) : held
    if (shrinks) response.writeHead(status, zipped(lines, body.length))
    else response.writeHead(status, lines)
    response.end(body)
    return
  }
  if (stream === null) return
  response.writeHead(status, shrinks ? zipped(lines, null) : lines)
  response.flushHeaders()
  try {
    if (shrinks) await pipeline(stream, createGzip({ level: gzipPassingLevel }), response)
    else await pipeline(stream, response)
  } catch {
    // The head is out: an end without the rest is all that can be said now.
    response.destroy()
  }
}

/** ETag stays as it is: it carries a version that clients send back in If-Match. */
function zipped(lines: readonly string[], bytes: number | null): string[] {
  const vary = 'vary'
  const rest = withoutBody(lines).concat('content-encoding', 'gzip', vary, 'Accept-Encoding')
  return bytes === null ? rest : rest.concat('content-length', String(bytes))
}

function withoutBody(lines: readonly string[]): string[] {
  return lines.filter((_, at) => lines[at - (at % 2)] !== 'content-length')
}

function shouldShrink(request: IncomingMessage, { status, headers, held }: Answered): boolean {
  return (
    status !== 204 &&
    status !== 304 &&
    request.method !== 'HEAD' &&
    headers['content-encoding'] === undefined &&
    (held === null || held.length >= limits.compressMinBytes) &&
    isCompressible(String(headers['content-type'] ?? '')) &&
    encodingFor(request.headers['accept-encoding']) !== 'identity'
  )
}
