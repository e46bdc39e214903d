// Ids read `prefix_home_body`: `ord_sin_06b2…`. Any process can route a request by the id alone,
// because the home of a document is written into it and never changes.

import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { toBase32 } from '#kernel/core/base32.ts'

/** A short region code: `sin` for ap-southeast-1, `syd` for ap-southeast-2. */
export type Home = string

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new id whose body sorts by time: the 128 bits of a UUIDv7 (RFC 9562) in Crockford's base 32.
 * @param random at least 10 bytes
 */
export function newId(prefix: string, home: Home, nowMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16)
  let rest = nowMs
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return `${prefix}_${home}_${toBase32(bytes, alphabet)}`
}

/** An id that follows from its parts: the same parts give the same id in every region. */
export function derivedId(prefix: string, home: Home, ...parts: string[]): string {
  return `${prefix}_${home}_${digest(parts.join('\u0000')).slice(0, 26)}`
}

/** 160 bits of SHA-256 in base 32: for ids and for recognising a repeated body, not for secrets. */
export function digest(text: string): string {
  return toBase32(sha256(utf8ToBytes(text)).subarray(0, 20), alphabet)
}

/** The home written into an id; null when the text is no id. */
export function homeOf(id: string): Home | null {
  const start = id.indexOf('_')
  const end = id.indexOf('_', start + 1)
  return start > 0 && end > start + 1 ? id.slice(start + 1, end) : null
}

/** The same body under another prefix: a cart's order, an order's payment. */
export function siblingId(prefix: string, id: string): string {
  return `${prefix}${id.slice(id.indexOf('_'))}`
}

/** The part after prefix and home. */
export function bodyOf(id: string): string {
  return id.slice(id.indexOf('_', id.indexOf('_') + 1) + 1)
}
