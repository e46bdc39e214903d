import { LRUCache } from 'lru-cache'

const keptMax = 20_000

/** Small answers kept in this process for a moment, each under its key. */
export class Kept {
  readonly #answers: LRUCache<string, { readonly value: unknown; readonly untilMs: number }>
  readonly #nowMs: () => number

  /** @param nowMs a clock that never goes backwards */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
    // A `max` would take the room for all of them at once.
    this.#answers = new LRUCache({ maxSize: keptMax, sizeCalculation: () => 1 })
  }

  /** What is known by key; `make` is asked once for those that are not, or not any more. */
  async get<Value>(
    name: string,
    keys: readonly string[],
    forMs: number,
    make: (missing: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  ): Promise<ReadonlyMap<string, Value>> {
    const nowMs = this.#nowMs()
    const found = new Map<string, Value>()
    const missing: string[] = []
    for (const key of new Set(keys)) {
      const kept = this.#answers.get(`${name}/${key}`)
      if (kept && kept.untilMs > nowMs) found.set(key, kept.value as Value)
      else missing.push(key)
    }
    if (missing.length === 0) return found
    for (const [key, value] of await make(missing)) {
      this.#answers.set(`${name}/${key}`, { value, untilMs: nowMs + forMs })
      found.set(key, value)
    }
    return found
  }
}
