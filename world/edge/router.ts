// Where a request goes: to a region, to a file, or to what the edge says itself.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { blobIdPattern } from '#kernel/core/blob-id.ts'
import { readAddress } from '#world/edge/address.ts'
import type { Counts } from '#world/edge/counts.ts'
import { limits } from '#world/edge/limits.ts'
import type { Pages } from '#world/edge/pages.ts'
import type { Passage } from '#world/edge/passage.ts'
import { sendProblem, type EdgeProblemCode } from '#world/edge/problem.ts'
import { mediaPath } from '#services/catalog/contract.ts'
import { traced } from '#world/edge/traced.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const ofRegions = new RegExp(
  `^/(?:v1|docs|oidc|\\.well-known)(?:/|$)|^${mediaPath}/${blobIdPattern}$`,
)
const seeDocs = 'See /docs for what there is.'

export interface RouterParts {
  readonly counts: Counts
  readonly pages: Pages
  readonly passage: Passage
  /** The text at /edge/status and at /edge/metrics. */
  readonly status: () => string
  readonly metrics: () => string
}

export class Router {
  readonly #parts: RouterParts

  constructor(parts: RouterParts) {
    this.#parts = parts
  }

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request
    const { counts, pages, passage, status, metrics } = this.#parts
    const refuse = (code: EdgeProblemCode, detail: string, headers: readonly string[] = []) => {
      counts.problems += 1
      const unread = request.complete || willEndSoon(request) ? [] : ['Connection', 'close']
      sendProblem(response, code, detail, [...headers, ...unread])
    }

    const address = readAddress(url)
    if ('problem' in address) return refuse(address.problem, address.detail)
    if (!methods.has(method))
      return refuse('edge.method-not-allowed', seeDocs, ['Allow', [...methods].join(', ')])
    const { path } = address
    if (ofRegions.test(path)) {
      return traced(request, response, path, async () => {
        const problem = await passage.take(request, response, path)
        if (problem !== null) refuse(problem.problem, problem.detail)
      })
    }
    if (method !== 'GET' && method !== 'HEAD') return refuse('edge.not-found', seeDocs)
    if (path === '/edge/status') return sendText(response, 'application/json', status())
    if (path === '/edge/metrics')
      return sendText(response, 'text/plain; version=0.0.4; charset=utf-8', metrics())
    const page = await pages.find(request, path)
    if (page === null) return refuse('edge.not-found', seeDocs)
    counts.files += 1
    return page.send(request, response, 'hit', 0)
  }
}

/**
 * What is left of the body is read and dropped. Closing instead would cut off clients that send all
 * before they read, and with that the answer.
 */
function willEndSoon({ headers }: IncomingMessage): boolean {
  const bytes = headers['content-length']
  return bytes !== undefined && Number(bytes) <= limits.adminBodyMaxBytes
}

function sendText(response: ServerResponse, type: string, text: string): void {
  const body = Buffer.from(text)
  response.writeHead(200, [
    'Content-Type',
    type,
    'Content-Length',
    String(body.length),
    'Cache-Control',
    'no-store',
  ])
  response.end(body)
}
