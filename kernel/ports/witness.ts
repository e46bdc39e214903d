import type { Home } from '#kernel/core/id.ts'

/**
 * Who serves what, whether both regions do, and what was taken by force. Held by the third site.
 */
export interface ServingMap {
  /** Grows by one with every change. */
  readonly epoch: number
  /** `paired`: both regions are up. `solo`: one region goes on alone. */
  readonly mode: 'paired' | 'solo'
  /** Home → the region (by its code) that serves it. */
  readonly serving: Readonly<Record<Home, Home>>
  /** Home → the region that lost it and is given it back when it returns. A planned hand-over clears it. */
  readonly adopted?: Readonly<Record<Home, Home>>
  /** Homes adopted without their last commits, until somebody has said what those were. */
  readonly frozen?: Readonly<Record<Home, Frozen>>
}

export interface Frozen {
  /** The epoch of the adoption. */
  readonly since: number
  /** The region that went away with the commits. */
  readonly lost: Home
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
