import type { Figure } from '#bench/figure.ts'
import type { StoreFile } from '#cli/running-store.ts'

export interface Bench {
  /** A store of two regions with the demo catalogue. */
  readonly store: StoreFile
  /** Small enough to run in every test run; the figures mean nothing then. */
  readonly toy: boolean
  readonly runs: number
  say(line: string): void
}

/** A part of the benchmark: measures a few figures on the store it is given. */
export interface Section {
  readonly name: string
  readonly summary: string
  measure(bench: Bench): Promise<readonly Figure[]>
}
