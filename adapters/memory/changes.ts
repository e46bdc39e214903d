// What the ledger's verbs would change, worked out on the tables as they stand. Whoever asks writes
// the changes: the ledger in memory at once, a simulated database when its disk has them.

import { Fault } from '#kernel/core/fault.ts'
import { homeOf } from '#kernel/core/id.ts'
import { instantOf, type Instant } from '#kernel/core/instant.ts'
import type { Commit, Delivery } from '#kernel/ports/ledger.ts'
import { compareText } from '#adapters/memory/compare-text.ts'
import { frozenCopy } from '#adapters/memory/frozen-copy.ts'
import {
  dueMs,
  homeIn,
  type Change,
  type DeliveryRow,
  type LedgerStore,
} from '#adapters/memory/ledger-store.ts'

/** @throws Fault `not-serving`, `already-consumed`, `version-conflict` */
export function commitChanges(store: LedgerStore, given: Commit, leaseUntil: number): Change[] {
  check(store, given)
  const { kind, id, expectedVersion, state, indexEntries, events, deliveries, consumes, at } =
    frozenCopy(given)
  const key = keyOf(kind, id)
  const document = Object.freeze({ kind, id, version: expectedVersion + 1, state, changedAt: at })
  const changes: Change[] = [{ table: 'documents', key, row: { document, entries: indexEntries } }]
  for (const event of events) changes.push({ table: 'events', key: event.id, row: event })
  for (const delivery of consumes.deliveries) {
    changes.push({ table: 'deliveries', key: delivery, row: null })
  }
  const home = homeIn(id)
  for (const mark of consumes.marks) {
    changes.push({ table: 'marks', key: mark.id, row: { mark, kind, home, at } })
  }
  for (const delivery of deliveries) {
    // What is due later is not in the committing process's hands yet.
    const availableAt = delivery.dueAt > at ? dueMs(delivery) : leaseUntil
    changes.push({ table: 'deliveries', key: delivery.id, row: { delivery, availableAt } })
  }
  return changes
}

/**
 * Leases due deliveries of the homes served here, the longest due first.
 * @param isHeld deliveries that somebody else is changing: they are passed over
 */
export function takeChanges(
  store: LedgerStore,
  limit: number,
  now: number,
  leaseUntil: number,
  isHeld: (id: string) => boolean = () => false,
): { readonly taken: readonly Delivery[]; readonly changes: readonly Change[] } {
  const due: DeliveryRow[] = []
  const found: DeliveryRow[] = []
  const seen = new Set<string>()
  for (const home of store.fence.serves) {
    const queue = store.available(home)
    for (let count = 0; count < limit && queue.firstAt <= now;) {
      const entry = queue.next()
      const row = entry && store.deliveries.get(entry.id)
      if (!row || row.died || row.availableAt !== entry.at || seen.has(entry.id)) continue
      seen.add(entry.id)
      found.push(row)
      if (isHeld(entry.id)) continue
      due.push(row)
      count += 1
    }
  }
  due.sort((one, other) => compareText(one.delivery.dueAt, other.delivery.dueAt))
  due.splice(limit)
  // Looking takes nothing away: whoever asks may fail to write, and what is out of date is found out.
  for (const row of found) store.listAvailable(row)
  const changes = due.map(({ delivery }): Change => {
    return { table: 'deliveries', key: delivery.id, row: { delivery, availableAt: leaseUntil } }
  })
  return { taken: due.map(({ delivery }) => delivery), changes }
}

export function postponeChanges(
  store: LedgerStore,
  id: string,
  outcome: { error: string; dueAt: Instant } | { error: string; dead: true },
  now: number,
): Change[] {
  const row = changeable(store, id)
  if (row === null || row.died) return []
  const attempts = row.delivery.attempts + 1
  if ('dead' in outcome) {
    const died = { error: outcome.error, diedAt: instantOf(now) }
    return [putting({ ...row, delivery: frozenCopy({ ...row.delivery, attempts }), died })]
  }
  const delivery = frozenCopy({ ...row.delivery, attempts, dueAt: outcome.dueAt })
  return [putting({ delivery, availableAt: dueMs(delivery) })]
}

export function finishChanges(store: LedgerStore, ids: readonly string[]): Change[] {
  const known = ids.filter((id) => changeable(store, id) !== null)
  return known.map((key): Change => ({ table: 'deliveries', key, row: null }))
}

export function releaseChanges(store: LedgerStore): Change[] {
  const changes: Change[] = []
  for (const { delivery, availableAt, died } of store.deliveries.values()) {
    const due = dueMs(delivery)
    if (died || availableAt <= due || !store.serves(delivery.home)) continue
    changes.push(putting({ delivery, availableAt: due }))
  }
  return changes
}

export function redriveChanges(store: LedgerStore, id: string, now: number): Change[] {
  const row = changeable(store, id)
  if (!row?.died) return []
  const delivery = frozenCopy({ ...row.delivery, attempts: 0, dueAt: instantOf(now) })
  return [putting({ delivery, availableAt: now })]
}

export function discardChanges(store: LedgerStore, id: string, reason: string): Change[] {
  const row = changeable(store, id)
  if (!row?.died) return []
  return [
    { table: 'discarded', key: id, row: { delivery: row.delivery, reason } },
    { table: 'deliveries', key: id, row: null },
  ]
}

export function forgetMarksChanges(store: LedgerStore, kind: string, before: Instant): Change[] {
  const changes: Change[] = []
  for (const [key, mark] of store.marks) {
    const isOld = mark.kind === kind && mark.at < before && store.serves(mark.home)
    if (isOld) changes.push({ table: 'marks', key, row: null })
  }
  return changes
}

/** Old events go in each region by itself. @returns how many went */
export function forgetEvents(store: LedgerStore, kind: string, before: Instant): number {
  if ((store.oldest.get(kind) ?? before) >= before) return 0
  const isOld = ({ event }: LedgerStore['log'][number]) => event.kind === kind && event.at < before
  const old = store.log.filter(isOld)
  if (old.length === 0) return 0
  const documents = new Set(old.map(({ event }) => keyOf(kind, event.documentId)))
  store.log = store.log.filter((entry) => !isOld(entry))
  store.oldest.set(kind, before)
  for (const { event } of old) store.events.delete(event.id)
  for (const key of documents) {
    const kept = store.histories.get(key)?.filter(({ at }) => at >= before) ?? []
    store.histories.set(key, kept)
  }
  return old.length
}

export function keyOf(kind: string, id: string): string {
  return `${kind}/${id}`
}

function check(store: LedgerStore, { kind, id, expectedVersion, consumes }: Commit): void {
  if (!store.serves(homeOf(id))) {
    throw new Fault('not-serving', `This region does not serve the home of ${id}`)
  }
  const consumed = [
    ...consumes.deliveries.filter((delivery) => !store.deliveries.has(delivery)),
    ...consumes.marks.map((mark) => mark.id).filter((mark) => store.marks.has(mark)),
  ]
  if (consumed.length > 0) throw new Fault('already-consumed', undefined, { consumed })
  const foreign = consumes.deliveries.find((delivery) => changeable(store, delivery) === null)
  if (foreign !== undefined) {
    throw new Fault('not-serving', `This region does not serve the home of ${foreign}`)
  }
  const version = store.documents.get(keyOf(kind, id))?.document.version ?? 0
  if (version !== expectedVersion) {
    throw new Fault('version-conflict', `${id} is at version ${version}, not ${expectedVersion}`)
  }
}

/** A delivery that this region may change. */
function changeable(store: LedgerStore, id: string): DeliveryRow | null {
  const row = store.deliveries.get(id)
  return row && store.serves(row.delivery.home) ? row : null
}

function putting(row: DeliveryRow): Change {
  return { table: 'deliveries', key: row.delivery.id, row }
}
