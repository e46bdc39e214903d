import { Fault, type FaultCode } from '#kernel/core/fault.ts'

/**
 * The result of work that ends in time. The work itself goes on: what it may have done is known by
 * its key.
 * @throws Fault with `code` after `ms`
 */
export function withDeadline<Result>(
  ms: number,
  work: Promise<Result>,
  code: Extract<FaultCode, 'timeout' | 'outcome-unknown'> = 'timeout',
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Fault(code, `no answer within ${ms} ms`)), ms)
    timer.unref()
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Ends with the given signal, or after `ms`, whichever is first. */
export function deadlineSignal(ms: number, signal?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(ms)
  return signal ? AbortSignal.any([signal, timeout]) : timeout
}
