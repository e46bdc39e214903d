/** Time, so that a simulator can own it. */
export interface Clock {
  /** Milliseconds since 1970, for what is written down. */
  now(): number
  /** Milliseconds since some start, never backwards, for measuring. */
  monotonic(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
