// What the edge itself has to say when it says no. RFC 9457.

import type { ServerResponse } from 'node:http'

interface EdgeProblem {
  readonly status: number
  readonly title: string
}

export const edgeProblems = {
  'edge.bad-request': { status: 400, title: 'The request is not well-formed' },
  'edge.bad-url': { status: 400, title: 'The address cannot be read' },
  'edge.not-found': { status: 404, title: 'There is nothing at this address' },
  'edge.method-not-allowed': { status: 405, title: 'This method is not taken here' },
  'edge.request-timeout': { status: 408, title: 'The request did not arrive in time' },
  'edge.too-large': { status: 413, title: 'The body is too large' },
  'edge.url-too-long': { status: 414, title: 'The address is too long' },
  'edge.expectation-failed': { status: 417, title: 'What is expected is not done here' },
  'edge.too-many-requests': { status: 429, title: 'Too many requests' },
  'edge.headers-too-large': { status: 431, title: 'The headers are too large' },
  'edge.outcome-unknown': { status: 502, title: 'The request may have taken effect' },
  'edge.no-region': { status: 503, title: 'No region can answer now' },
  'edge.timeout': { status: 504, title: 'The region did not answer in time' },
} as const satisfies Readonly<Record<string, EdgeProblem>>

export type EdgeProblemCode = keyof typeof edgeProblems

export const problemType = 'application/problem+json; charset=utf-8'

export function problemBody(code: EdgeProblemCode, detail: string): Buffer {
  const { status, title } = edgeProblems[code]
  return Buffer.from(JSON.stringify({ type: 'about:blank', title, status, detail, code }))
}

/** @param headers further ones, names and values in turn */
export function sendProblem(
  response: ServerResponse,
  code: EdgeProblemCode,
  detail: string,
  headers: readonly string[] = [],
): void {
  const body = problemBody(code, detail)
  response.writeHead(edgeProblems[code].status, [
    'Content-Type',
    problemType,
    'Content-Length',
    String(body.length),
    'Cache-Control',
    'no-store',
    ...headers,
  ])
  response.end(body)
}
