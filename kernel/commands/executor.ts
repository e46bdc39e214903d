import type { Refusal } from '#kernel/core/decider.ts'
import type { Mark, StoredDocument } from '#kernel/ports/ledger.ts'
import type { AnyAggregate } from '#kernel/service/aggregate.ts'

export interface Instruction {
  readonly aggregate: AnyAggregate
  readonly id: string
  /** Without `at`: the kernel stamps it. */
  readonly command: { readonly type: string }
  readonly marks?: readonly Mark[]
  /** Decide only on this version (If-Match). */
  readonly ifVersion?: number
}

export type Executed =
  | { readonly outcome: 'decided'; readonly document: StoredDocument; readonly changed: boolean }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }

/**
 * Takes a command to its document: load, decide, commit, again on conflict. Only for documents whose
 * home is served here.
 * @throws Fault `not-serving`, `already-consumed`, `unavailable`, `outcome-unknown`, `overloaded`;
 * `version-conflict` when `ifVersion` does not hold
 */
export interface Executor {
  execute(instruction: Instruction): Promise<Executed>
}
