import type { PairDurability, Replication } from '#kernel/ports/replication.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** Longer than any way to a peer that is there; there will be another try. */
const withinMs = 5_000

interface Parts {
  readonly serving: Serving
  readonly replication: Replication
  readonly durability: PairDurability
}

/** Finds out that the peer has what is in doubt, in the background: nothing waits for it. */
export class Doubts {
  readonly #parts: Parts
  #settling: Promise<void> | null = null

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** To be called now and then; returns at once. */
  look(): void {
    if (this.#settling !== null || !this.#parts.serving.inDoubt) return
    this.#settling = this.#settle().finally(() => {
      this.#settling = null
    })
  }

  /** Settles when the try under way, if any, has ended. */
  async rest(): Promise<void> {
    await this.#settling
  }

  /** What the peer has up to here is beyond doubt. */
  async #settle(): Promise<void> {
    const { serving, replication, durability } = this.#parts
    const { doubts } = serving
    // Where nobody waits for the peer, nobody is promised that it has anything.
    const reached = async () => replication.peerReached(await replication.position(), withinMs)
    const settled = durability === 'asynchronous' || (await reached().catch(() => false))
    if (settled) serving.settle(doubts)
  }
}
