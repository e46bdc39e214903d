import type { OutgoingHttpHeaders } from 'node:http'
import { Check, Errors } from 'typebox/schema'
import { faultCodes } from '#kernel/core/fault.ts'
import type { TSchema } from '#kernel/core/schema.ts'
import type { SchemaNode } from '#kernel/http/docs/schema-node.ts'
import { httpProblems } from '#kernel/http/problem-catalogue.ts'
import { services } from '#runtime/services.ts'
import type { Sent } from '#runtime/fuzz/requests.ts'

export interface Told {
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly text: string
}

/** Codes that /docs/errors lists. */
const codes = new Set<string>([
  ...Object.keys(httpProblems),
  ...Object.keys(faultCodes),
  ...services.flatMap(({ refusals }) => refusals.map(({ code }) => code)),
])
/** Said of requests that do not have the documented shape. */
const validation =
  /^http\.(invalid|bad-(json|text|number|key|condition|url|request)|too-\w+|unsupported.*|method.*)$/
const insides =
  /\n\s+at |node:internal|node_modules|\.ts:\d|TypeError|RangeError|SyntaxError|Cannot read prop|is not a function|is not iterable|\bselect\b.+\bfrom\b/
const answerMax = 20_000

/**
 * What is wrong with an answer; null when nothing is.
 * @param mayBeAway whether 503 is an answer, because a region of this shop cannot be reached
 */
export function flawIn(
  request: Sent,
  { status, headers, text }: Told,
  problem: SchemaNode,
  mayBeAway: boolean,
): string | null {
  if (status >= 500 && !(mayBeAway && status === 503)) return `a ${status}`
  if (request.as === 'broken' && status < 400) return 'it was taken, though its schemas rule it out'
  const type = String(headers['content-type'] ?? '')
  if (headers['meridian-region'] === undefined) return 'it does not say its region'
  if (status < 400 && !request.operation.statuses.includes(status)) {
    return `${status}, and documented are ${request.operation.statuses.join()}`
  }
  const isEarly = status === 200 && request.operation.statuses.includes(202)
  if (isEarly && request.headers['prefer'] === undefined) return 'it waited, and nobody asked it to'
  if (status === 304 && !mayBeTheSame(request)) return 'a 304 that nobody asked for'
  if (request.method === 'HEAD') return text === '' ? null : 'a body for HEAD'
  if (status === 304 || status === 204) return text === '' ? null : `a body with ${status}`
  if (status >= 400) return flawInProblem(request, status, type, text, problem)
  return flawInSuccess(request, type, text)
}

function flawInProblem(
  request: Sent,
  status: number,
  type: string,
  text: string,
  schema: SchemaNode,
): string | null {
  if (type !== 'application/problem+json; charset=utf-8') return `${status} as ${type}`
  const body = parsed(text) as { code: string; status: number } | undefined
  const flaw = unlike(schema, body)
  if (flaw !== null || body === undefined) return `no problem document: ${flaw}`
  if (body.status !== status) return `it says ${body.status} and is ${status}`
  if (!codes.has(body.code)) return `the code ${body.code} stands in no catalogue`
  if (insides.test(text)) return 'it tells of the inside'
  if (text.length > answerMax) return `a problem of ${text.length} characters`
  if (request.as === 'fits' && validation.test(body.code)) return 'it was refused, though it fits'
  return null
}

const mayBeTheSame = ({ method, headers }: Sent): boolean =>
  /^(GET|HEAD)$/.test(method) && headers['if-none-match'] !== undefined

function flawInSuccess(request: Sent, type: string, text: string): string | null {
  const { success } = request.operation
  if (!success.types.some((each) => type.startsWith(each))) {
    return `${type} instead of ${success.types.join()}`
  }
  if (!type.startsWith('application/json')) return null
  const body = parsed(text)
  if (body === undefined) return 'it is not JSON'
  const flaw = unlike(success.schema, body)
  return flaw === null ? null : `its schema does not fit: ${flaw}`
}

function unlike(schema: SchemaNode, value: unknown): string | null {
  if (Check(schema as TSchema, value)) return null
  return JSON.stringify(Errors(schema as TSchema, value)[1].slice(0, 3))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
