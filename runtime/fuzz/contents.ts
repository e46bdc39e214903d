import { MemoryBlobs } from '#adapters/memory/blobs.ts'
import type { LedgerStore } from '#adapters/memory/ledger-store.ts'
import { MemoryOperations } from '#adapters/memory/operations.ts'
import { identity } from '#services/identity/service.ts'
import type { WholeShop } from '#runtime/whole-shop.ts'

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

/** Everything that a request can have changed, in the ledger and outside of it. */
export async function wholeContentsOf(shop: WholeShop): Promise<readonly unknown[]> {
  const { operations, blobs } = shop.region.contextFor(identity).ports
  if (!(operations instanceof MemoryOperations && blobs instanceof MemoryBlobs)) {
    throw new TypeError('the shop has ports that nobody can look into')
  }
  return [
    ...contentsOf(shop.ledger.store),
    ...shop.mailer.sent(),
    ...shop.bank.entries().map((charge) => JSON.stringify(charge)),
    ...shop.carrier.parcels().map(({ parcel }) => parcel),
    ...(await blobs.list('', Infinity)),
    ...operations.jobList,
    ...operations.letters,
    ...operations.done,
    ...operations.sights,
  ]
}

export function isSame(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((item, at) => item === after[at])
}
