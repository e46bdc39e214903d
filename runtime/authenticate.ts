// Who asks. What a request shows is tried in turn: the key of this machine's operator, and then
// whatever else is believed.

import { createHash, timingSafeEqual } from 'node:crypto'
import type { Authenticate, Caller, Principal } from '#kernel/service/principal.ts'

const operator: Principal = { id: 'operator', permissions: 'all', shownBy: 'bearer' }

/**
 * Believes whoever shows the key that was made for this start of the store.
 * @param otherwise asked about everybody else
 */
export function authenticateOperator(key: string, otherwise: Authenticate): Authenticate {
  const expected = hashed(key)
  return async (caller, permission) => {
    const shown = bearerOf(caller)
    const isOperator = shown !== null && timingSafeEqual(hashed(shown), expected)
    return isOperator ? operator : otherwise(caller, permission)
  }
}

/** What `Authorization: Bearer …` shows. */
export function bearerOf(caller: Caller): string | null {
  return /^Bearer ([\x21-\x7e]{1,4096})$/i.exec(caller.header('authorization') ?? '')?.[1] ?? null
}

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest()
