// Public answers, kept by host and address, bounded by bytes.

import { LRUCache } from 'lru-cache'
import type { Freshness } from '#world/edge/freshness.ts'
import type { CacheOutcome, KeptAnswer } from '#world/edge/kept-answer.ts'

export interface CacheEntry {
  readonly answer: KeptAnswer
  /** The tag the region gave, to ask it whether the answer still holds. */
  readonly originTag: string | null
  readonly freshness: Freshness
  /** On the clock of `performance.now()`. */
  readonly storedAtMs: number
}

export type Standing = 'fresh' | 'stale' | 'fallback' | 'gone'

const uncacheableMax = 10_000
const uncacheableForMs = 60_000

export class AnswerCache {
  hits = 0
  stales = 0
  misses = 0
  readonly #entries: LRUCache<string, CacheEntry>
  readonly #uncacheable = new LRUCache<string, true>({
    max: uncacheableMax,
    ttl: uncacheableForMs,
  })

  constructor(maxBytes: number) {
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ answer }, key) => Math.ceil(answer.bytes) + key.length,
    })
  }

  get(key: string): CacheEntry | undefined {
    return this.#entries.get(key)
  }

  set(key: string, entry: CacheEntry): void {
    this.#entries.set(key, entry)
    this.#uncacheable.delete(key)
  }

  /** Remembers for a while that the answer is not for everybody, so nobody waits for another's. */
  setUncacheable(key: string): void {
    this.#uncacheable.set(key, true)
    this.#entries.delete(key)
  }

  isUncacheable(key: string): boolean {
    return this.#uncacheable.has(key)
  }

  /** Drops the answers whose path starts so, on any host. */
  purge(prefix: string): number {
    const keys = [...this.#entries.keys()].filter((key) =>
      key.slice(key.indexOf('/')).startsWith(prefix),
    )
    for (const key of keys) this.#entries.delete(key)
    return keys.length
  }

  count(outcome: CacheOutcome): void {
    if (outcome === 'hit') this.hits += 1
    else if (outcome === 'stale') this.stales += 1
    else this.misses += 1
  }

  status() {
    const { hits, stales, misses } = this
    return {
      entries: this.#entries.size,
      bytes: this.#entries.calculatedSize,
      hits,
      stales,
      misses,
    }
  }
}

export function standingOf({ freshness, storedAtMs }: CacheEntry, nowMs: number): Standing {
  const ageMs = nowMs - storedAtMs
  if (ageMs < freshness.freshMs) return 'fresh'
  if (ageMs < freshness.freshMs + freshness.staleMs) return 'stale'
  return ageMs < freshness.freshMs + freshness.failureMs ? 'fallback' : 'gone'
}

export function ageSecondsOf({ storedAtMs }: CacheEntry, nowMs: number): number {
  return Math.floor((nowMs - storedAtMs) / 1_000)
}
