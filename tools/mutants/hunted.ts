/** What is looked for, and where. */
export interface Hunt {
  /** The name of the mutant whose days are lived; `null` for days with every fault. */
  readonly mutant: string | null
  /** Without its mistake, to see whether its faults are all that is wrong. */
  readonly isSound?: boolean
  /** The first seed that is tried. */
  readonly first: number
  readonly seeds: number
  /** How many of the smallest days are tried when a seed has caught it, for a quicker one. */
  readonly small?: number
}

/** What a hunt came to. */
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
