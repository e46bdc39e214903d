// Work that is refused early costs little; work that is taken and not finished costs everybody. New
// work is refused while too much is in flight, or while the event loop cannot keep up.

import { monitorEventLoopDelay } from 'node:perf_hooks'

const sampleEveryMs = 250
const resolutionMs = 10
const nanosecondsPerMs = 1_000_000

export interface LoadLimits {
  readonly inFlight: number
  /** Mean delay of the event loop over the last sample. */
  readonly loopDelayMs: number
}

export type ShedReason = 'in-flight' | 'event-loop'

export class LoadShedding {
  readonly #limits: LoadLimits
  readonly #loopDelayMs: () => number
  #inFlight = 0

  constructor(limits: LoadLimits, loopDelayMs: () => number) {
    this.#limits = limits
    this.#loopDelayMs = loopDelayMs
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /** Why new work is refused now; null when it is welcome. */
  refuses(): ShedReason | null {
    if (this.#inFlight >= this.#limits.inFlight) return 'in-flight'
    return this.#loopDelayMs() > this.#limits.loopDelayMs ? 'event-loop' : null
  }

  /** Counts one piece of work until the returned function is called; calling it again is harmless. */
  enter(): () => void {
    this.#inFlight += 1
    let inside = true
    return () => {
      if (inside) this.#inFlight -= 1
      inside = false
    }
  }
}

/** Watches the event loop of this process. */
export function loopDelay(): { readonly meanMs: () => number; readonly stop: () => void } {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  let meanMs = 0
  const timer = setInterval(() => {
    // The histogram measures the timer's whole period: what is beyond its resolution is delay.
    meanMs = Math.max(0, histogram.mean / nanosecondsPerMs - resolutionMs)
    histogram.reset()
  }, sampleEveryMs)
  timer.unref()
  return {
    meanMs: () => (Number.isNaN(meanMs) ? 0 : meanMs),
    stop: () => {
      clearInterval(timer)
      histogram.disable()
    },
  }
}
