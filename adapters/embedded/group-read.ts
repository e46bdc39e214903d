/** Rows asked for in one statement at most. */
const batchMax = 500

interface Waiting<Key, Found> {
  readonly key: Key
  readonly resolve: (found: Found | null) => void
  readonly reject: (error: unknown) => void
}

/**
 * Reads by key that are asked for while another statement is on its way leave together with the
 * next. A lone read is never delayed; under load forty reads cost one round trip.
 */
export class GroupRead<Key, Found> {
  readonly #read: (keys: readonly Key[]) => Promise<readonly (Found | null)[]>
  readonly #lanes: number
  #waiting: Waiting<Key, Found>[] = []
  #busy = 0

  /**
   * @param read answers in the order of the keys
   * @param lanes statements on their way at once
   */
  constructor(read: (keys: readonly Key[]) => Promise<readonly (Found | null)[]>, lanes: number) {
    this.#read = read
    this.#lanes = lanes
  }

  get(key: Key): Promise<Found | null> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject })
      // Whatever is asked for in the same turn leaves together.
      if (this.#waiting.length === 1) setImmediate(() => this.#pump())
    })
  }

  #pump(): void {
    while (this.#busy < this.#lanes && this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchMax)
      this.#busy += 1
      void this.#answer(batch).finally(() => {
        this.#busy -= 1
        this.#pump()
      })
    }
  }

  async #answer(batch: readonly Waiting<Key, Found>[]): Promise<void> {
    try {
      const found = await this.#read(batch.map(({ key }) => key))
      for (const [position, { resolve }] of batch.entries()) resolve(found[position] ?? null)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
