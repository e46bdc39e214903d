// Time-based one-time codes (RFC 6238, with the SHA-1, six digits and thirty seconds that every
// authenticator application takes).

import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { toBase32 } from '#kernel/core/base32.ts'

const stepMs = 30_000
const digits = 6
/** Clocks of telephones are off by a step. */
const stepsOff = [0, -1, 1]
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export const codeSecretBytes = 20

/** The code of one step, that is of `floor(time / 30 s)`. */
export function codeAt(secret: string, step: number, length = digits): string {
  const counter = new Uint8Array(8)
  for (let at = 7, rest = step; at >= 0; at -= 1, rest = Math.floor(rest / 256)) {
    counter[at] = rest % 256
  }
  const mac = hmac(sha1, fromBase32(secret), counter)
  const start = (mac.at(-1) ?? 0) & 15
  const number = new DataView(mac.buffer, mac.byteOffset).getUint32(start) & 0x7fffffff
  return String(number % 10 ** length).padStart(length, '0')
}

/** The step whose code this is, now or a step away; null when there is none. */
export function stepOf(secret: string, code: string, nowMs: number): number | null {
  const now = Math.floor(nowMs / stepMs)
  const step = stepsOff.map((off) => now + off).find((one) => codeAt(secret, one) === code)
  return step ?? null
}

/** The secret as applications take it (RFC 4648, base 32, without padding). */
export const secretText = (bytes: Uint8Array): string => toBase32(bytes, alphabet)

function fromBase32(text: string): Uint8Array {
  const bytes: number[] = []
  let buffer = 0
  let bits = 0
  for (const letter of text) {
    buffer = (buffer << 5) | alphabet.indexOf(letter)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push(buffer >> bits)
    buffer &= (1 << bits) - 1
  }
  return Uint8Array.from(bytes)
}
