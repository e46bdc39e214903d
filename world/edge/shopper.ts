// Where a shopper was served so far. Staying in one region, they read what they wrote.

import type { IncomingMessage } from 'node:http'
import type { Attempt } from '#world/edge/errand.ts'
import type { Region } from '#world/edge/region.ts'
import type { Regions } from '#world/edge/regions.ts'

const cookieName = 'meridian_region'
const cookie = new RegExp(`(?:^|;\\s*)${cookieName}=([a-z0-9-]{1,32})(?:;|$)`)
const cookieMaxAgeSeconds = 7 * 86_400

export interface Shopper {
  readonly preferred: Region | null
  /** False when a test names the region itself: then nothing is remembered. */
  readonly remembers: boolean
}

export function shopperOf({ headers }: IncomingMessage, regions: Regions): Shopper {
  const named = headers['meridian-region-preference']
  if (typeof named === 'string') return { preferred: regions.named(named), remembers: false }
  const [, code] = cookie.exec(headers.cookie ?? '') ?? []
  return { preferred: regions.named(code), remembers: true }
}

/** Tells the region that is asked where the shopper stays: what is made for them belongs there. */
export function staying({ preferred }: Shopper, head: string[]): string[] {
  return preferred === null ? head : [...head, 'meridian-region-preference', preferred.code]
}

/**
 * The Set-Cookie line for a shopper who was served somewhere new. An answer for everybody has none: whoever
 * keeps it on the way would give one shopper's cookie to all.
 */
export function remembering({ preferred, remembers }: Shopper, last: Attempt): string[] {
  const { region: served } = last
  if (!remembers || served === preferred || isPublic(last)) return []
  return [
    'set-cookie',
    `${cookieName}=${served.code}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${cookieMaxAgeSeconds}`,
  ]
}

function isPublic(last: Attempt): boolean {
  if (last.kind !== 'answered') return false
  return /(?:^|[\s,])public(?:[\s,]|$)/i.test(String(last.headers['cache-control'] ?? ''))
}
