/** Time, so that a simulator can own it. */
export interface Clock {
  /** Milliseconds since 1970, for what is written down. */
  now(): number
  /** Milliseconds since some start, never backwards, for measuring. */
  monotonic(): number
  /** A sleep that is cut short rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Acts once after `ms`, unless it is called off; keeps no process alive. @returns calls it off */
  after(ms: number, act: () => void): () => void
}
