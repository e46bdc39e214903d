/** What a hunt for one mutant came to. */
export interface Hunted {
  /** Seeds that were tried. */
  readonly seeds: number
  readonly caught: Caught | null
}

export interface Caught {
  readonly seed: number
  /** Of this seed and some after it, the one that catches the mutant in the fewest steps. */
  readonly quickest: number
  /** `P1` to `P9`, or `bug` when the platform tripped over itself. */
  readonly promise: string
  /** The sentence that did not hold. */
  readonly check: string
}
