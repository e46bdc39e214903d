/** What a hunt for one mutant came to. */
export interface Hunted {
  /** Seeds that were tried. */
  readonly seeds: number
  readonly caught: Caught | null
}

export interface Caught {
  readonly seed: number
  /** The smallest day that was found to catch the mutant as well, or this seed again. */
  readonly smallest: number
  /** `P1` to `P9`, or `bug` when the platform tripped over itself. */
  readonly promise: string
  /** The sentence that did not hold. */
  readonly check: string
}
