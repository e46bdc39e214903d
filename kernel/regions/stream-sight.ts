import type { Clock } from '#kernel/ports/clock.ts'
import type { PairDurability, Replication } from '#kernel/ports/replication.ts'
import type { Serving } from '#kernel/regions/serving.ts'

/** A connection that broke is made again within a second, unless something is in its way. */
const brokenMaxMs = 3_000
/** One that was not made yet in this pair gets longer: the peer's database may be starting. */
const firstMaxMs = 20_000

interface StreamSightParts {
  readonly replication: Pick<Replication, 'stream'>
  readonly serving: Serving
  readonly durability: PairDurability
  readonly clock: Clock
}

/**
 * Judges whether commits can still reach a peer that answers. The stream between the databases has a
 * way of its own; when only that is cut, both regions are well and nothing can be acknowledged.
 */
export class StreamSight {
  readonly #parts: StreamSightParts
  /** Since the two are a pair, as far as this process has seen. */
  #wasConnected = false
  #brokenSince: number | null = null
  #asking = false

  constructor(parts: StreamSightParts) {
    this.#parts = parts
  }

  /** To be called now and then; returns at once. */
  look(): void {
    const { replication, serving, durability } = this.#parts
    if (serving.standing !== 'paired' || durability === 'asynchronous') this.#startAfresh()
    else if (!this.#asking) {
      this.#asking = true
      void replication
        .stream()
        .then(
          ({ lagBytes }) => this.#learn(lagBytes !== null),
          // Its own database is in trouble, which is judged elsewhere.
          () => this.#startAfresh(),
        )
        .finally(() => (this.#asking = false))
    }
  }

  lost(): boolean {
    const { clock } = this.#parts
    const maxMs = this.#wasConnected ? brokenMaxMs : firstMaxMs
    return this.#brokenSince !== null && clock.monotonic() - this.#brokenSince > maxMs
  }

  #learn(isConnected: boolean): void {
    this.#wasConnected ||= isConnected
    if (isConnected) this.#brokenSince = null
    else this.#brokenSince ??= this.#parts.clock.monotonic()
  }

  #startAfresh(): void {
    this.#wasConnected = false
    this.#brokenSince = null
  }
}
