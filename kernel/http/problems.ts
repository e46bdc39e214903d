// The one place where trouble becomes a status. The answer is application/problem+json (RFC 9457).

import type { Refusal, RefusalKind } from '#kernel/core/decider.ts'
import { faultCodes, isFault, type FaultCode } from '#kernel/core/fault.ts'
import type { Outgoing } from '#kernel/http/outgoing.ts'
import {
  httpProblems,
  type HttpProblemCode,
  type ProblemEntry,
} from '#kernel/http/problem-catalogue.ts'

export const problemType = 'application/problem+json; charset=utf-8'

/** One member of the request at fault. */
export interface MemberError {
  readonly in: 'body' | 'query' | 'path'
  /** JSON pointer (RFC 6901) below that part. */
  readonly pointer: string
  readonly detail: string
}

export interface Problem {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly advice?: string | undefined
  readonly errors?: readonly MemberError[]
  readonly headers?: Readonly<Record<string, string>>
}

/** Ends a request with a problem of HTTP itself. */
export class HttpProblem extends Error {
  readonly problem: Problem

  constructor(
    code: HttpProblemCode,
    detail: string,
    extra: Pick<Problem, 'errors' | 'headers'> = {},
  ) {
    super(detail)
    this.name = 'HttpProblem'
    this.problem = problemFrom(code, httpProblems[code], detail, extra)
  }
}

export const refusalStatus: Readonly<Record<RefusalKind, number>> = {
  invalid: 422,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  forbidden: 403,
  gone: 410,
  unauthenticated: 401,
  throttled: 429,
}

const sameKey = 'Repeat the request with the same Idempotency-Key; what happened once stays once.'

export const faultProblems: Readonly<Record<FaultCode, ProblemEntry>> = {
  'version-conflict': fault('version-conflict', 409, 'Read the document again and decide anew.'),
  'not-serving': fault('not-serving', 503, 'Repeat the request shortly, with the same key.', 2),
  'already-consumed': fault('already-consumed', 409, 'Read the document: it is done.'),
  unavailable: fault('unavailable', 503, sameKey, 2),
  'outcome-unknown': fault('outcome-unknown', 503, sameKey, 1),
  timeout: fault('timeout', 503, sameKey, 2),
  overloaded: fault('overloaded', 503, 'Repeat the request later.', 2),
  'bad-cursor': fault('bad-cursor', 400, 'Start again without a cursor.'),
  'bad-data': fault('bad-data', 500, 'Report the request id.'),
}

export function refusalProblem(refusal: Refusal): Problem {
  const { kind, code, title, detail, advice, field } = refusal
  return {
    status: refusalStatus[kind],
    code,
    title,
    detail,
    advice,
    ...(field === undefined ? {} : { errors: [{ in: 'body', pointer: field, detail }] }),
  }
}

/**
 * What a thrown error tells the client: never the message of a fault or a bug, which may name parts
 * of the inside.
 * @param conditional whether the request carried If-Match
 */
export function problemOf(error: unknown, conditional = false): Problem {
  if (error instanceof HttpProblem) return error.problem
  if (!isFault(error)) return problemFrom('internal', httpProblems.internal, 'It has been noted.')
  const problem = problemFrom(error.code, faultProblems[error.code], faultCodes[error.code].says)
  return conditional && error.code === 'version-conflict' ? { ...problem, status: 412 } : problem
}

export function problemAnswer(problem: Problem, requestId: string): Outgoing {
  const { status, code, title, detail, advice, errors, headers } = problem
  const type = `/docs/errors#${code}`
  return {
    status,
    headers: { 'content-type': problemType, 'cache-control': 'no-store', ...headers },
    body: JSON.stringify({ type, title, status, detail, code, advice, errors, requestId }),
  }
}

function problemFrom(
  code: string,
  { status, title, advice, retryAfterSeconds }: ProblemEntry,
  detail: string,
  extra: Pick<Problem, 'errors' | 'headers'> = {},
): Problem {
  const retry = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  return { status, code, title, advice, detail, ...extra, headers: { ...retry, ...extra.headers } }
}

function fault(
  code: FaultCode,
  status: number,
  advice: string,
  retryAfterSeconds?: number,
): ProblemEntry {
  const title = faultCodes[code].says
  return {
    status,
    title,
    advice,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  }
}
