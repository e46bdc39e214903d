import { Fault, isFault } from '#kernel/core/fault.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'

const againMs = 200

/**
 * Proposes the next map and comes back with a certain answer. Once an answer was lost, the map may
 * be in force and the peer may act on it, so the same is asked until the witness says: a repeat is
 * answered like the first.
 * @throws Fault `unavailable` when the witness cannot have heard of it; `outcome-unknown` only when
 * the signal ends the asking
 */
export async function propose(
  next: ServingMap,
  {
    witness,
    clock,
    signal,
  }: { readonly witness: Witness; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ServingMap> {
  let heard = false
  for (;;) {
    try {
      return await witness.propose(next.epoch - 1, next)
    } catch (error) {
      heard ||= isFault(error, 'outcome-unknown', 'timeout')
      if (!heard || !isFault(error, 'outcome-unknown', 'timeout', 'unavailable')) throw error
      await clock.sleep(againMs, signal).catch(() => undefined)
      if (signal.aborted) throw new Fault('outcome-unknown', undefined, { cause: error })
    }
  }
}
