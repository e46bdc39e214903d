import { ApiError } from '#apps/ui/api/problem.ts'

/** With these the first request may be at work, or done. */
const open = new Set(['http.still-running', 'already-consumed'])
/** The request did not arrive in time, or was turned away because of its number. */
const passing = new Set([408, 429])

/**
 * Whether the platform decided against it, so that what is asked next is another thing and takes a new key.
 * After anything else the same thing is asked again, with the same key: it may have happened.
 */
export function isDefiniteNo(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  const { status, code } = error.problem
  return status >= 400 && status < 500 && !passing.has(status) && !open.has(code)
}
