// Answers that are for everybody: asked for once, however many wait, kept as long as they say, and
// given a while longer when no region answers.

import type { IncomingMessage } from 'node:http'
import { otherSite } from '#kernel/http/other-site.ts'
import { standingOf, type AnswerCache, type CacheEntry } from '#world/edge/answer-cache.ts'
import { keptFields } from '#world/edge/answer-head.ts'
import type { Answered, Attempt, Errand } from '#world/edge/errand.ts'
import { freshnessOf } from '#world/edge/freshness.ts'
import { KeptAnswer } from '#world/edge/kept-answer.ts'
import { limits } from '#world/edge/limits.ts'
import type { Regions } from '#world/edge/regions.ts'
import { without } from '#world/edge/request-head.ts'
import { settle } from '#world/edge/settle.ts'

export type PublicAnswer =
  | { readonly entry: CacheEntry; readonly outcome: 'hit' | 'stale' | 'miss' }
  /** Not for everybody after all. */
  | { readonly last: Attempt | null }

/** A head for everybody: nothing that asks for a part, or for news only. */
const personal = new Set([
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
])

export class PublicAnswers {
  readonly #cache: AnswerCache
  readonly #regions: Regions
  readonly #flights = new Map<string, Promise<CacheEntry | null>>()

  constructor(cache: AnswerCache, regions: Regions) {
    this.#cache = cache
    this.#regions = regions
  }

  /** Whether the answer may turn out to be for everybody. */
  mayKeep(request: IncomingMessage, key: string): boolean {
    const { headers, method } = request
    return (
      method === 'GET' &&
      headers.authorization === undefined &&
      // Their pages may read only what names them.
      otherSite(headers) === null &&
      headers['prefer'] === undefined &&
      headers.accept !== 'text/event-stream' &&
      !this.#cache.isUncacheable(key)
    )
  }

  async get(key: string, errand: Errand): Promise<PublicAnswer> {
    const flight = this.#flights.get(key)
    if (flight !== undefined) {
      const entry = await flight
      if (entry !== null) return { entry, outcome: 'hit' }
      return { last: (await settle(this.#regions, errand, limits.retryForMs)).last }
    }
    return this.#fetch(key, errand, this.#cache.get(key) ?? null)
  }

  /** Fetches a stale answer anew while the old one is given out. */
  refresh(key: string, errand: Errand): void {
    if (this.#flights.has(key)) return
    void this.#fetch(key, errand, this.#cache.get(key) ?? null).then((got) => {
      if ('last' in got && got.last?.kind === 'answered') got.last.stream?.destroy()
    })
  }

  isFetching(key: string): boolean {
    return this.#flights.has(key)
  }

  async #fetch(key: string, errand: Errand, old: CacheEntry | null): Promise<PublicAnswer> {
    const { promise, resolve } = Promise.withResolvers<CacheEntry | null>()
    this.#flights.set(key, promise)
    let entry: CacheEntry | null = null
    try {
      const head = without(errand.head, personal)
      if (old?.originTag) head.push('if-none-match', old.originTag)
      const usable = old !== null && standingOf(old, performance.now()) !== 'gone'
      const forMs = usable ? limits.retryWithStaleMs : limits.retryForMs
      const { last } = await settle(this.#regions, { ...errand, head }, forMs)
      const answered = last?.kind === 'answered' ? last : null
      if (usable && (answered === null || answered.status >= 500)) {
        answered?.stream?.destroy()
        return { entry: (entry = old), outcome: 'stale' }
      }
      entry = answered === null ? null : this.#keep(key, answered, old)
      return entry === null ? { last } : { entry, outcome: 'miss' }
    } finally {
      this.#flights.delete(key)
      resolve(entry)
    }
  }

  #keep(key: string, answered: Answered, old: CacheEntry | null): CacheEntry | null {
    const { status, headers, held } = answered
    const storedAtMs = performance.now()
    const originTag = typeof headers['etag'] === 'string' ? headers['etag'] : null
    if (status === 304 && old !== null) {
      const entry = { ...old, storedAtMs }
      this.#cache.set(key, entry)
      return entry
    }
    const freshness = freshnessOf(status, headers, limits.staleOnFailureMs)
    if (freshness === null || held === null) {
      if (status < 500) this.#cache.setUncacheable(key)
      return null
    }
    const answer = new KeptAnswer(keptFields(headers), held)
    const entry = { answer, originTag, freshness, storedAtMs }
    this.#cache.set(key, entry)
    return entry
  }
}
