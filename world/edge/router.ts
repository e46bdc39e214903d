// Where a request goes: to a region, to a file, or to what the edge says itself.

import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readAddress } from '#world/edge/address.ts'
import { ageSecondsOf, type AnswerCache } from '#world/edge/answer-cache.ts'
import type { Errand } from '#world/edge/attempt.ts'
import type { Counts } from '#world/edge/counts.ts'
import { deliver } from '#world/edge/deliver.ts'
import type { EdgeOptions, EdgeStatus } from '#world/edge/edge.ts'
import { Files } from '#world/edge/files.ts'
import { KeptAnswer } from '#world/edge/kept-answer.ts'
import { landingPage } from '#world/edge/landing.ts'
import { limits } from '#world/edge/limits.ts'
import { sendProblem, type EdgeProblemCode } from '#world/edge/problem.ts'
import type { PublicAnswers } from '#world/edge/public-answers.ts'
import type { Regions } from '#world/edge/regions.ts'
import { repeatabilityOf } from '#world/edge/repeating.ts'
import { readBody } from '#world/edge/request-body.ts'
import { readRequestHead } from '#world/edge/request-head.ts'
import { settle } from '#world/edge/settle.ts'
import { remembering, shopperOf, type Shopper } from '#world/edge/shopper.ts'
import { pageSecurity } from '#world/support/page.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const ofRegions = /^\/(?:v1|docs|oidc|\.well-known)(?:\/|$)/
const waits = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,4})/i
const sane = /^[\w.:-]{8,128}$/

const storefrontSecurity =
  "default-src 'self'; img-src 'self' data: blob: https:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'"

export interface RouterParts {
  readonly options: EdgeOptions
  readonly regions: Regions
  readonly cache: AnswerCache
  readonly counts: Counts
  readonly answers: PublicAnswers
  readonly status: () => EdgeStatus
}

export class Router {
  readonly #parts: RouterParts
  readonly #static: Files | null
  readonly #media: Files | null
  readonly #landing: KeptAnswer
  readonly #requestStart = randomBytes(8).toString('hex')
  #requestCount = 0

  constructor(parts: RouterParts) {
    const { staticDir, mediaDir, regions, neighbours = [] } = parts.options
    const guarded = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' }
    this.#parts = parts
    this.#static =
      staticDir === undefined
        ? null
        : new Files(staticDir, { ...guarded, 'content-security-policy': storefrontSecurity })
    this.#media =
      mediaDir === undefined
        ? null
        : new Files(mediaDir, { ...guarded, 'content-security-policy': "default-src 'none'" })
    const names = regions.map(({ name }) => name)
    this.#landing = new KeptAnswer(
      {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        'content-security-policy': pageSecurity,
        ...guarded,
      },
      Buffer.from(landingPage(names, neighbours)),
    )
  }

  async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request
    const address = readAddress(url)
    if ('problem' in address)
      return this.#refuse(request, response, address.problem, address.detail)
    if (!methods.has(method))
      return this.#refuse(request, response, 'edge.method-not-allowed', 'See /docs.', [
        'Allow',
        [...methods].join(', '),
      ])
    const { path } = address
    if (ofRegions.test(path)) return this.#pass(request, response, path)
    if (method !== 'GET' && method !== 'HEAD')
      return this.#refuse(request, response, 'edge.not-found', 'See /docs for what there is.')
    if (path === '/edge/status') return sendText(response, 'application/json', this.#statusText())
    if (path === '/edge/metrics')
      return sendText(response, 'text/plain; version=0.0.4; charset=utf-8', this.#metricsText())
    return this.#sendFile(request, response, path)
  }

  /** Asks for a stale public answer anew, on behalf of whoever comes next. */
  refresh(request: IncomingMessage, key: string): void {
    if (this.#parts.answers.isFetching(key)) return
    const head = readRequestHead(request, this.#requestId(request))
    if ('problem' in head) return
    const { preferred } = shopperOf(request, this.#parts.regions)
    this.#parts.answers.refresh(key, {
      method: 'GET',
      url: request.url ?? '',
      head: head.lines,
      body: null,
      upload: null,
      repeatability: 'safe',
      preferred,
      answerTimeoutMs: limits.answerTimeoutMs,
      streams: false,
    })
  }

  async #pass(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const { method = '', url = '', headers } = request
    const head = readRequestHead(request, this.#requestId(request))
    if ('problem' in head) return this.#refuse(request, response, head.problem, head.detail)
    const hasBody = method !== 'GET' && method !== 'HEAD'
    const body = hasBody ? await readBody(request, path) : { held: null }
    if ('tooLarge' in body)
      return this.#refuse(
        request,
        response,
        'edge.too-large',
        `Send no more than ${body.maxBytes} bytes.`,
      )
    if ('upload' in body && body.bytes !== null)
      head.lines.push('content-length', String(body.bytes))
    const shopper = shopperOf(request, this.#parts.regions)
    const repeatability = repeatabilityOf(method, headers['idempotency-key'] !== undefined)
    const left = new AbortController()
    if (repeatability === 'safe')
      response.once('close', () => {
        if (!response.writableFinished) left.abort()
      })
    const errand: Errand = {
      method,
      url,
      head: head.lines,
      body: 'held' in body ? body.held : null,
      upload: 'upload' in body ? body.upload : null,
      repeatability: 'upload' in body ? 'once' : repeatability,
      preferred: shopper.preferred,
      answerTimeoutMs: limits.answerTimeoutMs + waitMs(headers['prefer']),
      streams: String(headers.accept).includes('text/event-stream'),
      abandoned: left.signal,
    }
    const key = `${headers.host}${url}`
    if (this.#parts.answers.mayKeep(request, key))
      return this.#givePublic(request, response, key, errand, shopper)
    return this.#giveOwn(request, response, errand, shopper)
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
      const lines = found.last === null ? [] : remembering(shopper, found.last.region)
      return deliver(request, response, found.last, 'safe', lines)
    }
    if (found.outcome === 'hit') cache.hits += 1
    else if (found.outcome === 'stale') cache.stales += 1
    else cache.misses += 1
    const { entry, outcome } = found
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
    if (attempts > 1) {
      counts.repeated += 1
      if (last?.kind === 'answered' && last.status < 500) counts.rescued += 1
    }
    const lines = last === null ? [] : remembering(shopper, last.region)
    return deliver(request, response, last, errand.repeatability, lines)
  }

  async #sendFile(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const file = path.startsWith('/media/')
      ? await this.#media?.find(path.slice('/media'.length))
      : await this.#page(request, path)
    if (!file)
      return this.#refuse(request, response, 'edge.not-found', 'See /docs for what there is.')
    this.#parts.counts.files += 1
    file.send(request, response, 'hit', 0)
  }

  /** A file of the storefront, or the page that stands for an address of its application. */
  async #page(request: IncomingMessage, path: string): Promise<KeptAnswer | null> {
    if (this.#static === null) return path === '/' ? this.#landing : null
    if (path !== '/') {
      const file = await this.#static.find(path)
      if (file !== null || !isNavigation(request, path)) return file
    }
    const [, first = ''] = path.split('/')
    const nested = first === '' ? null : await this.#static.find(`/${first}/index.html`)
    const page = nested ?? (await this.#static.find('/index.html'))
    return page ?? (path === '/' ? this.#landing : null)
  }

  #refuse(
    request: IncomingMessage,
    response: ServerResponse,
    code: EdgeProblemCode,
    detail: string,
    headers: readonly string[] = [],
  ): void {
    this.#parts.counts.problems += 1
    const unread = request.complete ? [] : ['Connection', 'close']
    sendProblem(response, code, detail, [...headers, ...unread])
  }

  #requestId(request: IncomingMessage): string {
    const given = request.headers['x-request-id']
    if (typeof given === 'string' && sane.test(given)) return given
    this.#requestCount += 1
    return `${this.#requestStart}-${this.#requestCount.toString(36)}`
  }

  #statusText(): string {
    return JSON.stringify(this.#parts.status())
  }

  #metricsText(): string {
    return this.#parts.counts.text(this.#parts.cache, this.#parts.regions)
  }
}

function isNavigation(request: IncomingMessage, path: string): boolean {
  const last = path.slice(path.lastIndexOf('/') + 1)
  return !last.includes('.') && String(request.headers.accept).includes('text/html')
}

function waitMs(prefer: string | string[] | undefined): number {
  const [, seconds] = waits.exec(String(prefer ?? '')) ?? []
  return seconds === undefined ? 0 : Math.min(Number(seconds) * 1_000, limits.waitMaxMs)
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
