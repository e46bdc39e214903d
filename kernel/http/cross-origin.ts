// Pages of other sites on the shop's routes (CORS, as the Fetch standard has it). Each needs a publishable key that
// names its origin; it gets headers that let its scripts read the answer, and a limit of its own. Cookies stay
// out: no answer allows credentials.

import { otherSite, publishableKeyHeader } from '#kernel/http/other-site.ts'
import { HttpProblem } from '#kernel/http/problems.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import { RateLimiter } from '#kernel/resilience/rate-limit.ts'

export interface PublishableKey {
  readonly id: string
  /** As browsers write them: `https://blog.example`. */
  readonly origins: readonly string[]
}

export interface CrossOriginOptions {
  /** The shop's own address. */
  readonly publicUrl: string
  /** Null for a key that is none, or was revoked. */
  readonly find: (key: string) => Promise<PublishableKey | null>
}

/** What one key may ask of one region. */
export const keyLimit = { perSecond: 50, burst: 200 }
const preflightSeconds = 600
const ofShoppers = /^\/v1\/(?!admin\/|staff\/|webhooks\/)/
const mayBeSent = [
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'prefer',
  'traceparent',
  publishableKeyHeader,
].join(', ')
const mayBeRead = [
  'etag',
  'idempotent-replayed',
  'location',
  'meridian-region',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'x-request-id',
].join(', ')

interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

export interface OfAnotherSite {
  /** Null for a preflight, which is answered with the headers alone. */
  readonly keyId: string | null
  /** For the answer, whatever it says. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * What is due to a page of another site; null for everybody else.
 * @throws HttpProblem `http.key-needed`, `http.too-many-requests`
 */
export function crossOrigin(
  { publicUrl, find }: CrossOriginOptions,
  clock: Clock,
): (asked: Asked) => Promise<OfAnotherSite | null> {
  const limiter = new RateLimiter(keyLimit)
  return async ({ method, url, headers }) => {
    const origin = otherSite(headers, publicUrl)
    if (origin === null || !ofShoppers.test(url)) return null
    const allowing = { 'access-control-allow-origin': origin, vary: 'Origin' }
    // A preflight shows no key, and gives nothing away: what is asked after it has to.
    if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined)
      return { keyId: null, headers: { ...allowing, ...preflight } }
    const shown = headers[publishableKeyHeader]?.toString()
    const key = shown === undefined ? null : await find(shown)
    if (key === null || !key.origins.includes(origin)) {
      const detail =
        key === null ? 'No good key was shown.' : `The key is not for pages of ${origin}.`
      throw new HttpProblem('http.key-needed', detail)
    }
    const readable = { ...allowing, 'access-control-expose-headers': mayBeRead }
    const waitMs = limiter.take(key.id, clock.monotonic())
    if (waitMs === 0) return { keyId: key.id, headers: readable }
    const retryAfter = { 'retry-after': String(Math.ceil(waitMs / 1_000)) }
    throw new HttpProblem('http.too-many-requests', 'All pages with this key share a limit.', {
      headers: { ...readable, ...retryAfter },
    })
  }
}

const preflight = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': mayBeSent,
  'access-control-max-age': String(preflightSeconds),
}
