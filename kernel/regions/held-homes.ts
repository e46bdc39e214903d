import type { Home } from '#kernel/core/id.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** Homes whose commands wait at the gate, because the peer may serve them by now. */
export class HeldHomes {
  readonly #serving: Serving
  #homes: readonly Home[] = []

  constructor(serving: Serving) {
    this.#serving = serving
  }

  get any(): boolean {
    return this.#homes.length > 0
  }

  /** What is on its way to the disk is not waited for: it ends in milliseconds. */
  hold(): void {
    if (this.any || this.#serving.standing !== 'paired') return
    this.#homes = this.#serving.servedHere()
    for (const home of this.#homes) void this.#serving.hold(home)
  }

  letGo(): void {
    for (const home of this.#homes) this.#serving.release(home)
    this.#homes = []
  }
}
