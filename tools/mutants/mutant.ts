import type { FaultName } from '#simulator/faults.ts'

/** A known mistake, put in on purpose: checks that let it pass have a hole. */
export interface Mutant {
  /** In kebab-case: what is wrong. */
  readonly name: string
  /** What somebody would see, as a sentence. */
  readonly says: string
  readonly edits: readonly Edit[]
  /** Days have these faults and no others, where what is wrong needs some of them to meet within milliseconds. */
  readonly faults?: readonly FaultName[]
}

/** Replaces a text that stands exactly once in a file of the project. */
export interface Edit {
  readonly file: string
  readonly from: string
  readonly to: string
}

/** The file with the edits of this mutant that concern it. */
export function mutated(mutant: Mutant, file: string, text: string): string {
  return mutant.edits
    .filter((edit) => edit.file === file)
    .reduce((now, { from, to }) => now.replace(from, () => to), text)
}
