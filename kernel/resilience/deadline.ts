import { Fault, type FaultCode } from '#kernel/core/fault.ts'
import type { Clock } from '#kernel/ports/clock.ts'

/**
 * The result of work that ends in time. The work itself goes on: what it may have done is known by
 * its key.
 * @throws Fault with `code` after `ms`
 */
export function withDeadline<Result>(
  clock: Pick<Clock, 'after'>,
  ms: number,
  work: Promise<Result>,
  code: Extract<FaultCode, 'timeout' | 'outcome-unknown'> = 'timeout',
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(ms, () => reject(new Fault(code, `no answer within ${ms} ms`)))
    work.then(
      (result) => {
        callOff()
        resolve(result)
      },
      (error: unknown) => {
        callOff()
        reject(error as Error)
      },
    )
  })
}

/** Work under a signal that ends with the given one, or after `ms`, whichever is first. */
export async function underDeadline<Result>(
  clock: Pick<Clock, 'after'>,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const over = new AbortController()
  const end = () => over.abort(signal.reason)
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
  const callOff = clock.after(ms, () => over.abort(new Fault('timeout')))
  try {
    return await work(over.signal)
  } finally {
    callOff()
    signal.removeEventListener('abort', end)
  }
}
