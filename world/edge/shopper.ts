// Where a shopper was served so far. Staying in one region, they read what they wrote.

import type { IncomingMessage } from 'node:http'
import type { Attempt } from '#world/edge/errand.ts'
import type { Region } from '#world/edge/region.ts'
import type { Regions } from '#world/edge/regions.ts'
import { isSecured } from '#world/edge/secured.ts'

const cookieName = 'meridian_region'
const cookie = new RegExp(`(?:^|;\\s*)${cookieName}=([a-z0-9-]{1,32})(?:;|$)`)
const cookieMaxAgeSeconds = 7 * 86_400

export interface Shopper {
  readonly preferred: Region | null
  /** False when a test names the region itself: then nothing is remembered. */
  readonly remembers: boolean
  readonly isSecured: boolean
}

export function shopperOf(request: IncomingMessage, regions: Regions): Shopper {
  const { headers } = request
  const secured = { isSecured: isSecured(request) }
  const named = headers['meridian-region-preference']
  if (typeof named === 'string')
    return { ...secured, preferred: regions.named(named), remembers: false }
  const [, code] = cookie.exec(headers.cookie ?? '') ?? []
  return { ...secured, preferred: regions.named(code), remembers: true }
}

/** Tells the region that is asked where the shopper stays: what is made for them belongs there. */
export function staying({ preferred }: Shopper, head: string[]): string[] {
  return preferred === null ? head : [...head, 'meridian-region-preference', preferred.code]
}

/**
 * The Set-Cookie line for a shopper who was served somewhere new. An answer for everybody has none: whoever
 * keeps it on the way would give one shopper's cookie to all.
 */
export function remembering(shopper: Shopper, last: Attempt): string[] {
  const { preferred, remembers, isSecured: secured } = shopper
  const { region: served } = last
  if (!remembers || served === preferred || isPublic(last)) return []
  const rest = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${cookieMaxAgeSeconds}`
  return ['set-cookie', `${cookieName}=${served.code}; ${rest}${secured ? '; Secure' : ''}`]
}

function isPublic(last: Attempt): boolean {
  if (last.kind !== 'answered') return false
  return /(?:^|[\s,])public(?:[\s,]|$)/i.test(String(last.headers['cache-control'] ?? ''))
}
