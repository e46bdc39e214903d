import type { IncomingMessage, ServerResponse } from 'node:http'
import { namesTag } from '#kernel/http/entity-tag.ts'
import type { Kept } from '#kernel/http/response-cache.ts'

/**
 * Sends a kept answer the shortest way.
 * @param always headers of every answer, names and values in turn
 */
export function writeKept(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  { kept, ageMs }: { readonly kept: Kept; readonly ageMs: number },
  always: readonly string[],
  requestId: string,
): void {
  const same = namesTag(headers['if-none-match'], kept.etag)
  const age = String(Math.floor(ageMs / 1_000))
  const lines = [...always, ...kept.lines, 'age', age, 'x-request-id', requestId]
  if (!same) lines.push('content-length', String(kept.body.length))
  response.writeHead(same ? 304 : 200, lines)
  if (same || method === 'HEAD') response.end()
  else response.end(kept.body)
}
