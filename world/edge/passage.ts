// The way of a request to the regions and back.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { ageSecondsOf, type AnswerCache } from '#world/edge/answer-cache.ts'
import type { Counts } from '#world/edge/counts.ts'
import { deliver } from '#world/edge/deliver.ts'
import type { Errand } from '#world/edge/errand.ts'
import { limits } from '#world/edge/limits.ts'
import type { EdgeProblemCode } from '#world/edge/problem.ts'
import type { PublicAnswers } from '#world/edge/public-answers.ts'
import type { Regions } from '#world/edge/regions.ts'
import { repeatabilityOf } from '#kernel/http/repeating.ts'
import { readBody } from '#world/edge/request-body.ts'
import { readRequestHead } from '#world/edge/request-head.ts'
import { requestIds } from '#world/edge/request-ids.ts'
import { settle } from '#world/edge/settle.ts'
import { remembering, shopperOf, staying, type Shopper } from '#world/edge/shopper.ts'
import { inTrace } from '#world/edge/traced.ts'

const waits = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,4})/i

export interface PassageParts {
  readonly regions: Regions
  readonly cache: AnswerCache
  readonly counts: Counts
  readonly answers: PublicAnswers
}

export type Problem = { readonly problem: EdgeProblemCode; readonly detail: string }

export class Passage {
  readonly #parts: PassageParts
  readonly #requestId = requestIds()

  constructor(parts: PassageParts) {
    this.#parts = parts
  }

  /** Answers the request, or says why it is not passed on. */
  async take(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<Problem | null> {
    const { method = '', headers } = request
    const head = readRequestHead(request, this.#requestId(headers['x-request-id']))
    if ('problem' in head) return head
    const hasBody = method !== 'GET' && method !== 'HEAD'
    const body = hasBody ? await readBody(request, path) : { held: null }
    if ('tooLarge' in body)
      return { problem: 'edge.too-large', detail: `Send no more than ${body.maxBytes} bytes.` }
    const shopper = shopperOf(request, this.#parts.regions)
    const repeatability = repeatabilityOf(method, headers['idempotency-key'] !== undefined)
    const left = new AbortController()
    if (repeatability === 'safe')
      response.once('close', () => {
        if (!response.writableFinished) left.abort()
      })
    const lines = hasBody ? staying(shopper, inTrace(head.lines)) : inTrace(head.lines)
    const errand: Errand = {
      ...readOf(request, lines, shopper),
      method,
      repeatability,
      abandoned: left.signal,
      ...('held' in body ? { body: body.held } : uploadOf(body, lines)),
    }
    const key = `${headers.host}${errand.url}`
    if (this.#parts.answers.mayKeep(request, key))
      await this.#givePublic(request, response, key, errand, shopper)
    else await this.#giveOwn(request, response, errand, shopper)
    return null
  }

  /** Asks for a stale public answer anew, on behalf of whoever comes next. */
  refresh(request: IncomingMessage, key: string): void {
    const { answers, regions } = this.#parts
    if (answers.isFetching(key)) return
    const head = readRequestHead(request, this.#requestId(undefined))
    if ('problem' in head) return
    answers.refresh(key, readOf(request, head.lines, shopperOf(request, regions)))
  }

  async #givePublic(
    request: IncomingMessage,
    response: ServerResponse,
    key: string,
    errand: Errand,
    shopper: Shopper,
  ): Promise<void> {
    const { answers, cache } = this.#parts
    const { abandoned: _, ...shared } = errand
    const found = await answers.get(key, shared)
    if ('last' in found) {
      const lines = found.last === null ? [] : remembering(shopper, found.last)
      return deliver(request, response, found.last, 'safe', lines)
    }
    const { entry, outcome } = found
    cache.count(outcome)
    entry.answer.send(request, response, outcome, ageSecondsOf(entry, performance.now()))
  }

  async #giveOwn(
    request: IncomingMessage,
    response: ServerResponse,
    errand: Errand,
    shopper: Shopper,
  ): Promise<void> {
    const { counts, regions } = this.#parts
    const startMs = performance.now()
    const { last, attempts } = await settle(regions, errand, limits.retryForMs)
    counts.proxied(performance.now() - startMs)
    if (attempts > 1) counts.wasRepeated(last?.kind === 'answered' && last.status < 500)
    const lines = last === null ? [] : remembering(shopper, last)
    return deliver(request, response, last, errand.repeatability, lines)
  }
}

function readOf({ url = '', headers }: IncomingMessage, head: string[], shopper: Shopper): Errand {
  return {
    method: 'GET',
    url,
    head,
    body: null,
    upload: null,
    repeatability: 'safe',
    preferred: shopper.preferred,
    answerTimeoutMs: limits.answerTimeoutMs + waitMs(headers['prefer']),
    streams: String(headers.accept).includes('text/event-stream'),
  }
}

/** What is streamed cannot be sent again, whatever its key says. */
function uploadOf(
  { upload, bytes }: { upload: Errand['upload']; bytes: number | null },
  head: string[],
): Pick<Errand, 'upload' | 'repeatability' | 'head'> {
  const length = bytes === null ? [] : ['content-length', String(bytes)]
  return { upload, repeatability: 'once', head: [...head, ...length] }
}

function waitMs(prefer: string | string[] | undefined): number {
  const [, seconds] = waits.exec(String(prefer ?? '')) ?? []
  return seconds === undefined ? 0 : Math.min(Number(seconds) * 1_000, limits.waitMaxMs)
}
