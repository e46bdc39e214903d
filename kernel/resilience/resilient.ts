// Calls that leave the process. Each attempt has a deadline, attempts are repeated with growing,
// jittered pauses, and a part that keeps failing is left alone for a while so that it can recover
// and its callers do not queue behind it.

import {
  ConsecutiveBreaker,
  ExponentialBackoff,
  TimeoutStrategy,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  isTaskCancelledError,
  retry,
  timeout,
  wrap,
} from 'cockatiel'
import { seconds } from '#kernel/core/instant.ts'
import { Fault, isFault } from '#kernel/core/fault.ts'

const firstPauseMs = 50
const longestPauseMs = seconds(2)
const breakAfterDefault = 5
const aloneMsDefault = seconds(5)

export interface Resilience {
  /** For each attempt. */
  readonly timeoutMs: number
  /** In all; default 1. More only where a repeat is harmless, because it carries a key or reads. */
  readonly attempts?: number
  /** Failures in a row after which the other side is left alone. */
  readonly breakAfter?: number
  /** How long it is left alone before one call tries again. */
  readonly aloneMs?: number
  readonly onOutcome?: (name: string, outcome: 'ok' | 'failed' | 'not-tried') => void
}

/**
 * A call with its own deadline, retries and breaker.
 * @param run throws a Fault that is not retryable for what no repeat can mend; that neither counts
 * against the other side nor is tried again
 * @returns the call; it throws Fault `timeout`, `unavailable`, or the Fault that `run` threw
 */
export function resilient<Input, Output>(
  name: string,
  options: Resilience,
  run: (input: Input, signal: AbortSignal) => Promise<Output>,
): (input: Input, signal?: AbortSignal) => Promise<Output> {
  const { timeoutMs, attempts = 1, breakAfter = breakAfterDefault, onOutcome } = options
  const policy = wrap(
    retry(
      handleWhen((error) => countsAgainst(error) && !isBroken(error)),
      {
        maxAttempts: attempts - 1,
        backoff: new ExponentialBackoff({ initialDelay: firstPauseMs, maxDelay: longestPauseMs }),
      },
    ),
    circuitBreaker(handleWhen(countsAgainst), {
      breaker: new ConsecutiveBreaker(breakAfter),
      halfOpenAfter: options.aloneMs ?? aloneMsDefault,
    }),
    timeout(timeoutMs, TimeoutStrategy.Aggressive),
  )
  return async (input, signal) => {
    try {
      const output = await policy.execute(({ signal: over }) => run(input, over), signal)
      onOutcome?.(name, 'ok')
      return output
    } catch (error) {
      onOutcome?.(name, isBroken(error) ? 'not-tried' : 'failed')
      throw asFault(name, error, timeoutMs, signal)
    }
  }
}

function countsAgainst(error: unknown): boolean {
  return !isFault(error) || error.retryable
}

function isBroken(error: unknown): boolean {
  return error instanceof Error && isBrokenCircuitError(error)
}

function asFault(name: string, error: unknown, timeoutMs: number, signal?: AbortSignal): Fault {
  if (isFault(error)) return error
  if (isBroken(error)) return new Fault('unavailable', `${name} failed often and is left alone`)
  if (signal?.aborted)
    return new Fault('timeout', `the caller of ${name} gave up`, { cause: error })
  if (error instanceof Error && isTaskCancelledError(error)) {
    return new Fault('timeout', `${name} did not answer within ${timeoutMs} ms`, { cause: error })
  }
  return new Fault('unavailable', `${name} failed`, { cause: error })
}
