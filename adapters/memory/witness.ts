import { invariant } from '#kernel/core/fault.ts'
import type { ServingMap, Witness } from '#kernel/ports/witness.ts'

/** One witness for all regions of a process. */
export class MemoryWitness implements Witness {
  #map: ServingMap

  constructor(initial: ServingMap) {
    this.#map = initial
  }

  async read() {
    return this.#map
  }

  async propose(expectedEpoch: number, next: ServingMap) {
    invariant(next.epoch === expectedEpoch + 1, 'a serving map skips no epoch')
    if (this.#map.epoch === expectedEpoch) this.#map = next
    return this.#map
  }
}
