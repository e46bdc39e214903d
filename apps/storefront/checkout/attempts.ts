// The keys of what was sent, kept in this tab until its outcome is known. The same request finds its key again,
// after a lost connection as after a reload, and so takes effect once.

import { newKey } from '#apps/ui/api/key.ts'
import { recall, remember } from '#apps/storefront/app/tab-memory.ts'

const storageKey = 'meridian-attempts'
const keptMax = 8

interface Attempt {
  readonly of: string
  /** Of what was sent, so that another request gets another key. */
  readonly print: string
  readonly key: string
}

/** @param of what is attempted: a cart that becomes an order, an order that is paid */
export function keyFor(of: string, request: unknown): string {
  const print = fingerprint(JSON.stringify(request))
  const kept = read()
  const known = kept.find((each) => each.of === of && each.print === print)
  if (known !== undefined) return known.key
  const attempt = { of, print, key: newKey() }
  write([attempt, ...kept].slice(0, keptMax))
  return attempt.key
}

/** The cart whose order was sent and whose outcome was not heard; null when there is none. */
export function unsettledCart(): string | null {
  return read().find(({ of }) => of.startsWith('crt_'))?.of ?? null
}

export function settle(of: string): void {
  write(read().filter((each) => each.of !== of))
}

function read(): readonly Attempt[] {
  return recall(storageKey, [])
}

/** Where nothing is kept, the platform still makes one order of a cart, whatever the key. */
function write(attempts: readonly Attempt[]): void {
  remember(storageKey, attempts)
}

/** Two 32-bit FNV-1a hashes: enough to tell a few requests of one tab apart, and nothing can be read from it. */
function fingerprint(text: string): string {
  let first = 0x811c9dc5
  let second = 0x1b873593
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    first = Math.imul(first ^ code, 0x01000193)
    second = Math.imul(second ^ (code + at), 0x01000193)
  }
  return `${(first >>> 0).toString(36)}${(second >>> 0).toString(36)}`
}
