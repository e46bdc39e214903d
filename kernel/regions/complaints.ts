import type { Clock } from '#kernel/ports/clock.ts'

const againAfterMs = 5_000
const againAfterMaxMs = 300_000

/** Says the same trouble at once and then ever more seldom, until it has passed. */
export class Complaints {
  readonly #clock: Clock
  readonly #say: (what: string, details: { readonly error: unknown }) => void
  readonly #said = new Map<string, { againAt: number; waitMs: number }>()

  constructor(clock: Clock, say: (what: string, details: { readonly error: unknown }) => void) {
    this.#clock = clock
    this.#say = say
  }

  of(what: string, error: unknown): void {
    const nowMs = this.#clock.monotonic()
    const said = this.#said.get(what)
    if (said !== undefined && nowMs < said.againAt) return
    const waitMs = said === undefined ? againAfterMs : Math.min(2 * said.waitMs, againAfterMaxMs)
    this.#said.set(what, { againAt: nowMs + waitMs, waitMs })
    this.#say(what, { error })
  }

  passed(): void {
    this.#said.clear()
  }
}
