// What is asked of a simulated database, and what it came to.

import type { Durability } from '#kernel/ports/ledger.ts'
import type { Change } from '#adapters/memory/ledger-store.ts'

export type Outcome = { readonly done: true } | { readonly done: false; readonly fault: Error }

export interface Statement {
  /** Rows that it is about, besides those it changes in the end: one at a time may. */
  readonly touches: readonly string[]
  readonly durability: Durability
  /** What it changes, worked out when it has its locks. @throws Fault */
  readonly decide: () => readonly Change[]
  readonly end: (outcome: Outcome) => void
}

/** What a row is called in locks. */
export function rowOf({ table, key }: Pick<Change, 'table' | 'key'>): string {
  return `${table} ${key}`
}
