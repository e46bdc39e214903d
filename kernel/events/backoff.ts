import { Fault } from '#kernel/core/fault.ts'

const firstMs = 100
const longestMs = 30_000
/** A refusal or a bug is tried this often: it may have come before what it needs. */
const attemptsMax = 8
/** A fault of the world is tried for a good half hour before somebody has to look. */
const attemptsOnFaultMax = 80

/** Milliseconds until the next attempt, exponential with full jitter above half; null when it is over. */
export function nextAttemptIn(error: unknown, attempts: number, fraction: number): number | null {
  const worldFailed = error instanceof Fault && error.retryable
  if (attempts >= (worldFailed ? attemptsOnFaultMax : attemptsMax)) return null
  const longest = Math.min(longestMs, firstMs * 2 ** Math.min(attempts, 20))
  return longest / 2 + (fraction * longest) / 2
}
