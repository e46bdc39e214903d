import type { Clock } from '#kernel/ports/clock.ts'

interface Sleeper {
  readonly wakesAt: number
  readonly order: number
  wake(): void
}

/** Time that stands still until it is told to move. */
export class ManualClock implements Clock {
  #nowMs: number
  readonly #startMs: number
  readonly #sleepers = new Set<Sleeper>()
  #order = 0

  /** @param startMs milliseconds since 1970 */
  constructor(startMs: number) {
    this.#startMs = startMs
    this.#nowMs = startMs
  }

  now(): number {
    return this.#nowMs
  }

  monotonic(): number {
    return this.#nowMs - this.#startMs
  }

  /** Rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason)
        return
      }
      const giveUp = () => {
        callOff()
        reject(signal?.reason)
      }
      const wakeUp = () => {
        signal?.removeEventListener('abort', giveUp)
        resolve()
      }
      const callOff = this.after(ms, wakeUp)
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  }

  after(ms: number, act: () => void): () => void {
    const sleeper: Sleeper = {
      wakesAt: this.#nowMs + Math.max(0, ms),
      order: (this.#order += 1),
      wake: () => {
        this.#sleepers.delete(sleeper)
        act()
      },
    }
    this.#sleepers.add(sleeper)
    return () => this.#sleepers.delete(sleeper)
  }

  /** When the next sleeper wakes, in milliseconds since 1970; null when nobody sleeps. */
  nextWakeAt(): number | null {
    return this.#next()?.wakesAt ?? null
  }

  /** Lets time pass. Sleepers wake one by one, and each comes to rest before the next. */
  async advance(ms: number): Promise<void> {
    const until = this.#nowMs + ms
    for (;;) {
      await rest()
      const next = this.#next()
      if (next === null || next.wakesAt > until) break
      this.#nowMs = Math.max(this.#nowMs, next.wakesAt)
      next.wake()
    }
    this.#nowMs = until
  }

  #next(): Sleeper | null {
    let first: Sleeper | null = null
    for (const sleeper of this.#sleepers) {
      const isEarlier =
        first === null ||
        sleeper.wakesAt < first.wakesAt ||
        (sleeper.wakesAt === first.wakesAt && sleeper.order < first.order)
      if (isEarlier) first = sleeper
    }
    return first
  }
}

/** Resolves when every promise that can go on has gone on. */
function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
