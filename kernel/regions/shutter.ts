// Keeps a home out of its own database while it is handed over: the gate of `Serving` holds the commands
// of one process, the fence those of any.

import type { Home } from '#kernel/core/id.ts'
import type { Replication } from '#kernel/ports/replication.ts'
import type { Serving } from '#kernel/regions/serving.ts'

interface Parts {
  readonly serving: Serving
  readonly replication: Pick<Replication, 'setFence'>
}

export class Shutter {
  readonly #parts: Parts
  #isShut = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Returns when no commit of the home can succeed here any more. */
  async shut(home: Home): Promise<void> {
    const { serving, replication } = this.#parts
    const serves = serving.servedHere().filter((served) => served !== home)
    this.#isShut = true
    await replication.setFence({ epoch: serving.epoch, serves })
  }

  /** Lets in again what is still served here. The controller repeats it until it succeeds. */
  async open(): Promise<void> {
    const { serving, replication } = this.#parts
    if (!this.#isShut || serving.standing !== 'paired') return
    await replication.setFence({ epoch: serving.epoch, serves: serving.servedHere() })
    this.#isShut = false
  }

  get isShut(): boolean {
    return this.#isShut
  }

  /** The fence was set to what the serving map says. */
  reset(): void {
    this.#isShut = false
  }
}
