import type { Home } from '#kernel/core/id.ts'
import type { PairDurability } from '#kernel/ports/replication.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** Homes whose commands wait at the gate, because the peer may serve them by now. */
export class HeldHomes {
  readonly #serving: Serving
  readonly #durability: PairDurability
  #homes: readonly Home[] = []

  constructor({ serving, durability }: { serving: Serving; durability: PairDurability }) {
    this.#serving = serving
    this.#durability = durability
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

  /** Nothing else keeps an asynchronous region from acknowledging what its peer will never see. */
  holdBack(): void {
    if (this.#durability === 'asynchronous') this.hold()
  }

  letGo(): void {
    for (const home of this.#homes) this.#serving.release(home)
    this.#homes = []
  }
}
