// One bucket of tokens per client: each request takes one, and they come back evenly.

import { LRUCache } from 'lru-cache'

export interface RateLimit {
  /** Tokens that come back each second. */
  readonly perSecond: number
  /** Tokens a bucket holds. */
  readonly burst: number
}

interface Bucket {
  tokens: number
  atMs: number
}

const clientsMax = 10_000

export class RateLimiter {
  refused = 0
  readonly #limit: RateLimit
  readonly #buckets = new LRUCache<string, Bucket>({ max: clientsMax })

  constructor(limit: RateLimit) {
    this.#limit = limit
  }

  /** Takes a token; 0 when there was one, else the milliseconds until there is. */
  take(client: string, nowMs: number): number {
    const { perSecond, burst } = this.#limit
    let bucket = this.#buckets.get(client)
    if (bucket === undefined) {
      bucket = { tokens: burst, atMs: nowMs }
      this.#buckets.set(client, bucket)
    }
    bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) * perSecond) / 1_000)
    bucket.atMs = nowMs
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1
      return 0
    }
    this.refused += 1
    return ((1 - bucket.tokens) * 1_000) / perSecond
  }

  /** Names and values in turn, for a client that has to wait. */
  headers(waitMs: number): readonly string[] {
    const { perSecond, burst } = this.#limit
    const seconds = String(Math.max(1, Math.ceil(waitMs / 1_000)))
    return [
      'Retry-After',
      seconds,
      'RateLimit-Limit',
      String(burst),
      'RateLimit-Remaining',
      '0',
      'RateLimit-Reset',
      seconds,
      'RateLimit-Policy',
      `${burst};w=${Math.max(1, Math.ceil(burst / perSecond))}`,
    ]
  }
}
