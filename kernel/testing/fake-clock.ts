import type { Clock } from '#kernel/ports/clock.ts'

/** Time that moves when a test says so; what sleeps wakes in order. */
export class FakeClock implements Clock {
  #nowMs = Date.UTC(2025, 2, 1, 8)
  readonly #startMs = this.#nowMs
  #sleepers: { readonly wakesAt: number; readonly wake: () => void }[] = []

  now(): number {
    return this.#nowMs
  }

  monotonic(): number {
    return this.#nowMs - this.#startMs
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason)
        return
      }
      const callOff = this.after(ms, resolve)
      signal?.addEventListener('abort', () => {
        callOff()
        reject(signal.reason)
      })
    })
  }

  after(ms: number, act: () => void): () => void {
    const sleeper = { wakesAt: this.#nowMs + ms, wake: act }
    this.#sleepers.push(sleeper)
    return () => {
      this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
    }
  }

  get sleeping(): number {
    return this.#sleepers.length
  }

  async advance(ms: number): Promise<void> {
    const until = this.#nowMs + ms
    for (;;) {
      await settled()
      const [next] = this.#sleepers.toSorted((one, other) => one.wakesAt - other.wakesAt)
      if (next === undefined || next.wakesAt > until) break
      this.#sleepers = this.#sleepers.filter((other) => other !== next)
      this.#nowMs = Math.max(this.#nowMs, next.wakesAt)
      next.wake()
    }
    this.#nowMs = until
    await settled()
  }
}

/** Resolves when every promise that can go on has gone on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
