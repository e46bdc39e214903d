import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '#kernel/ports/clock.ts'

/** The clock of the machine. A sleep that is cut short rejects with the signal's reason. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
}
