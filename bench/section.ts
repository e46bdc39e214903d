import type { Figure } from '#bench/figure.ts'
import type { StoreFile } from '#cli/running-store.ts'

export interface Bench {
  /** Small enough to run in every test run; the figures mean nothing then. */
  readonly toy: boolean
  /** As large as the project promises, where that takes long. */
  readonly full: boolean
  readonly runs: number
  readonly say: (line: string) => void
}

export interface StoreBench extends Bench {
  /** A store of two regions; a fresh one per section, one for all of them at toy size. */
  readonly store: StoreFile
}

interface Described {
  readonly name: string
  readonly summary: string
}

export interface StoreSection extends Described {
  readonly on: 'store'
  /** What the store holds at first; at toy size it is the demo catalogue for all. */
  readonly catalog: 'demo' | 'none'
  readonly measure: (bench: StoreBench) => Promise<readonly Figure[]>
}

/** Starts for itself what it measures. */
export interface MachineSection extends Described {
  readonly on: 'machine'
  readonly measure: (bench: Bench) => Promise<readonly Figure[]>
}

/** A part of the benchmark: measures a few figures that belong together. */
export type Section = StoreSection | MachineSection
