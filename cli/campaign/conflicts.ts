// How often a row that arrived met a conflict. PostgreSQL counts that for each subscription, and forgets it
// with the subscription, as when a region goes on alone: so the counts are read all the time.

import { askRegion } from '#cli/region-client.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { RegionReport } from '#kernel/ports/operations.ts'

const everyMs = 250
const answerMs = 3_000

export class Conflicts {
  readonly #store: StoreFile
  /** Region → what it said last. */
  readonly #last = new Map<string, number>()
  #total = 0

  constructor(store: StoreFile) {
    this.#store = store
  }

  /** Since the first look at each region. What came after the last look before a subscription ended is not in it. */
  get total(): number {
    return this.#total
  }

  /** Takes note of what a region says of itself; the first time that is where the counting begins. */
  see({ region, stream }: Pick<RegionReport, 'region' | 'stream'>): void {
    if (stream === null) return
    const { conflicts } = stream
    const before = this.#last.get(region) ?? conflicts
    // Fewer than before: another subscription, which began at none.
    this.#total += conflicts < before ? conflicts : conflicts - before
    this.#last.set(region, conflicts)
  }

  /** Looks at every region while this goes on; one that does not answer keeps no other waiting. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const over = new AbortController()
    const watching = this.#store.regions.map(({ code }) => this.#watch(code, over.signal))
    try {
      return await work()
    } finally {
      over.abort()
      await Promise.all(watching)
    }
  }

  async #watch(code: string, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      try {
        this.see(await askRegion<RegionReport>(this.#store, code, 'report', {}, answerMs))
      } catch {
        // Silence is part of the round.
      }
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  }
}
