import type { Home } from '#kernel/core/id.ts'

/** Who serves what, and whether commits wait for both. Held by the third site. */
export interface ServingMap {
  /** Grows by one with every change. */
  readonly epoch: number
  /** `paired`: both regions hold every acknowledged commit. `solo`: one region goes on alone. */
  readonly mode: 'paired' | 'solo'
  /** Home → the region (by its code) that serves it. */
  readonly serving: Readonly<Record<Home, Home>>
}

export interface Witness {
  /** @throws Fault `unavailable` */
  read(): Promise<ServingMap>
  /**
   * Stores `next` if the stored epoch is still `expectedEpoch`; durable before it answers.
   * @returns the map now in force: the proposal, or the one that was faster
   * @throws Fault `unavailable`, `outcome-unknown`
   */
  propose(expectedEpoch: number, next: ServingMap): Promise<ServingMap>
}
