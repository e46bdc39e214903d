// Calls to parties outside the regions. One attempt per call: the delivery engine repeats what can be
// repeated, with the same key.

import { errors, Pool } from 'undici'
import { Fault } from '#kernel/core/fault.ts'

export interface OutsideAnswer {
  readonly status: number
  readonly body: unknown
}

export interface OutsideOptions {
  readonly url: string
  /** Who it is, for messages: "the bank". */
  readonly name: string
  /** For the whole call. */
  readonly timeoutMs: number
}

const connectTimeoutMs = 1_000
const connectionsMax = 64
/** System calls that fail before anything is sent. */
const beforeSending = new Set(['connect', 'getaddrinfo'])

export class Outside {
  readonly #options: OutsideOptions
  readonly #pool: Pool

  constructor(options: OutsideOptions) {
    this.#options = options
    this.#pool = new Pool(options.url, {
      connections: connectionsMax,
      connect: { timeout: Math.min(connectTimeoutMs, options.timeoutMs) },
    })
  }

  /**
   * @throws Fault `unavailable` (never sent, or answered 503 or 429), `timeout`, or `outcome-unknown`
   * (the connection was lost after sending, or another 5xx)
   */
  async call(
    method: 'GET' | 'POST',
    path: string,
    sending: { key?: string; body?: unknown } = {},
  ): Promise<OutsideAnswer> {
    const answer = await this.#send(method, path, sending)
    const { status } = answer
    if (status < 500 && status !== 429) return answer
    const code = status === 503 || status === 429 ? 'unavailable' : 'outcome-unknown'
    throw new Fault(code, `${this.#options.name} answered ${status}`)
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }

  async #send(
    method: 'GET' | 'POST',
    path: string,
    { key, body }: { key?: string; body?: unknown },
  ): Promise<OutsideAnswer> {
    const { name, timeoutMs } = this.#options
    try {
      const answer = await this.#pool.request({
        method,
        path,
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      })
      return { status: answer.statusCode, body: await answer.body.json().catch(ignoreSyntax) }
    } catch (cause) {
      if (isTimeout(cause)) throw new Fault('timeout', `${name} did not answer in time`, { cause })
      if (wasNeverSent(cause))
        throw new Fault('unavailable', `${name} cannot be reached`, { cause })
      throw new Fault('outcome-unknown', `the connection to ${name} was lost`, { cause })
    }
  }
}

function ignoreSyntax(error: unknown): null {
  if (error instanceof SyntaxError) return null
  throw error
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError'
}

function wasNeverSent(error: unknown): boolean {
  if (error instanceof errors.ConnectTimeoutError) return true
  const all: unknown[] = [error, ...(error instanceof AggregateError ? error.errors : [])]
  return all.some(
    (each) => each instanceof Error && 'syscall' in each && beforeSending.has(String(each.syscall)),
  )
}
