import type { LedgerStore } from '#adapters/memory/ledger-store.ts'

/** Everything in a ledger, cheap to take: what is stored is never changed in place. */
export function contentsOf(store: LedgerStore): readonly unknown[] {
  return [
    ...[...store.documents.values()].flatMap(({ document, entries }) => [document, entries]),
    ...[...store.histories.values()].map((events) => events.length),
    ...[...store.deliveries.values()].map(({ delivery }) => delivery),
    ...[...store.marks.values()].map(({ mark }) => mark),
    store.log.length,
    store.discarded.size,
  ]
}

export function isSame(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((item, at) => item === after[at])
}
