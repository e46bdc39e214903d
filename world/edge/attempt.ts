// One try of a request at one region. Written against undici's dispatcher: every proxied request comes
// through here, and a promise and a stream for each would cost more than the request.

import { Readable } from 'node:stream'
import { errors, type Dispatcher } from 'undici'
import type { AnswerHeaders, Attempt, Errand } from '#world/edge/errand.ts'
import { failureCode } from '#world/edge/failure-code.ts'
import { limits } from '#world/edge/limits.ts'
import type { Region } from '#world/edge/region.ts'

const bodyIdleMs = 60_000

export function attempt(region: Region, errand: Errand): Promise<Attempt> {
  return new Promise((resolve) => {
    const exchange = new Exchange(region, errand, resolve)
    region.requests += 1
    if (errand.repeatability !== 'once') {
      region.enter(exchange)
      errand.abandoned?.addEventListener('abort', () => exchange.abort(), { once: true })
    }
    region.pool.dispatch(
      {
        method: errand.method as 'GET',
        path: errand.url,
        headers: errand.head,
        body: errand.upload ?? errand.body,
        headersTimeout: errand.answerTimeoutMs,
        bodyTimeout: errand.streams ? 0 : bodyIdleMs,
      },
      exchange,
    )
  })
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #region: Region
  readonly #errand: Errand
  readonly #resolve: (outcome: Attempt) => void
  readonly #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | null = null
  #aborted = false
  #status = 0
  #headers: AnswerHeaders = {}
  #stream: Readable | null = null
  #isComplete = false

  constructor(region: Region, errand: Errand, resolve: (outcome: Attempt) => void) {
    this.#region = region
    this.#errand = errand
    this.#resolve = resolve
  }

  /** The region is down, or nobody waits: ends at once, wherever it stands. */
  abort(): void {
    this.#aborted = true
    if (this.#controller !== null) this.#controller.abort(new errors.RequestAbortedError())
    else this.#end({ kind: 'refused', region: this.#region })
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#aborted) this.abort()
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: AnswerHeaders,
  ): void {
    if (status < 200) return
    this.#status = status
    this.#headers = headers
    if (this.#isHeld()) return
    const stream = new Readable({
      read: () => controller.resume(),
      destroy: (error, done) => {
        this.#region.leave(this)
        if (!this.#isComplete) controller.abort(error ?? new errors.RequestAbortedError())
        done(error)
      },
    })
    // Whoever reads it learns of its error; one that nobody reads is no trouble.
    stream.on('error', () => {})
    this.#stream = stream
    this.#resolve({
      kind: 'answered',
      region: this.#region,
      status,
      headers,
      code: null,
      held: null,
      stream,
    })
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#stream === null) this.#chunks.push(chunk)
    else if (!this.#stream.push(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    this.#isComplete = true
    if (this.#stream !== null) {
      this.#region.leave(this)
      this.#stream.push(null)
      return
    }
    const [first, ...more] = this.#chunks
    const held = first !== undefined && more.length === 0 ? first : Buffer.concat(this.#chunks)
    const status = this.#status
    const headers = this.#headers
    const code = tells(status) ? failureCode(status, headers, held) : null
    const region = this.#region
    this.#end({ kind: 'answered', region, status, headers, code, held, stream: null })
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#isComplete = true
    this.#region.failures += 1
    if (this.#stream !== null) {
      this.#region.leave(this)
      this.#stream.destroy(error)
      return
    }
    const region = this.#region
    if (isNeverSent(error)) {
      region.refused()
      this.#end({ kind: 'refused', region })
    } else {
      this.#end({ kind: 'lost', region, late: error instanceof errors.HeadersTimeoutError })
    }
  }

  #end(outcome: Attempt): void {
    this.#region.leave(this)
    this.#resolve(outcome)
  }

  /** Small answers are read whole, so that a loss midway can be mended; failures, to know why. */
  #isHeld(): boolean {
    const bytes = Number(this.#headers['content-length'] ?? Infinity)
    const isEmpty = this.#errand.method === 'HEAD' || [204, 304].includes(this.#status)
    return bytes <= limits.answerHeldMaxBytes || isEmpty || tells(this.#status)
  }
}

/** Statuses whose body says whether the request should be sent again. */
function tells(status: number): boolean {
  return status === 409 || status === 502 || status === 503 || status === 504
}

function isNeverSent(error: Error): boolean {
  if (error instanceof errors.ConnectTimeoutError) return true
  const all: unknown[] = [error, ...(error instanceof AggregateError ? error.errors : [])]
  return all.some(
    (each) => each instanceof Error && 'syscall' in each && each.syscall === 'connect',
  )
}
