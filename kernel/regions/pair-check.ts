import type { Peer } from '#kernel/ports/peer.ts'
import type { Replication } from '#kernel/ports/replication.ts'
import type { Serving } from '#kernel/regions/serving.ts'

type Known = Pick<Replication, 'fence' | 'leftPairsBefore'>

/**
 * Asks the peer whether the pair still stands. Whoever has read something and asks then, knows that nothing
 * was acknowledged before the reading that this region does not have. No clock is trusted. However many
 * ask at a time, one call is under way, and one more waits for those who came after it had begun.
 */
export class PairCheck {
  readonly #peer: Pick<Peer, 'keepsPair'>
  readonly #serving: Pick<Serving, 'epoch'>
  readonly #replication: Known
  #running: Promise<boolean> | null = null
  #next: Promise<boolean> | null = null

  constructor({
    peer,
    serving,
    replication,
  }: {
    peer: Pick<Peer, 'keepsPair'>
    serving: Pick<Serving, 'epoch'>
    replication: Known
  }) {
    this.#peer = peer
    this.#serving = serving
    this.#replication = replication
  }

  /** Another process of this region, which took the place of this one, leaves its epoch in the database. */
  async isOver(): Promise<boolean> {
    const { epoch } = await this.#replication.fence()
    return epoch === this.#serving.epoch
  }

  /** Another process of this region, whose place this one took, may have woken up and gone on alone. */
  async isLeft(): Promise<boolean> {
    return (await this.#replication.leftPairsBefore()) > this.#serving.epoch
  }

  /** @returns false as well when the peer does not answer */
  stands(): Promise<boolean> {
    if (this.#running === null) return this.#begin()
    this.#next ??= this.#running.then(() => {
      this.#next = null
      return this.#begin()
    })
    return this.#next
  }

  #begin(): Promise<boolean> {
    this.#running = this.#ask().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #ask(): Promise<boolean> {
    try {
      const { epoch } = this.#serving
      return (await this.#peer.keepsPair(epoch)) && epoch === this.#serving.epoch
    } catch {
      return false
    }
  }
}
