// The ledger on PostgreSQL: an embedded server on one machine, RDS or Aurora elsewhere. Commits go
// through group-commit.ts; everything else is one statement each on a pool of its own, so that
// reading goes on while commits wait for the peer.
//
// Who may write is decided by the database: whatever changes a row names the epoch it believes in,
// and the fence row is compared in the same transaction (schema.ts). A process that was asleep while
// the world moved on still believes in an old epoch and changes nothing.

import type pg from 'pg'
import type {
  Commit,
  CommitOutcome,
  DeadLetter,
  Delivery,
  Feed,
  Found,
  IndexRange,
  Ledger,
  Mark,
  Page,
  StoredDocument,
  StoredEvent,
} from '#kernel/ports/ledger.ts'
import { Fault } from '#kernel/core/fault.ts'
import { instantOf, type Instant } from '#kernel/core/instant.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Fence } from '#kernel/ports/replication.ts'
import { systemClock } from '#adapters/embedded/clock.ts'
import { prepareCommit } from '#adapters/embedded/commit-batch.ts'
import { connections } from '#adapters/embedded/connections.ts'
import { cursorOf, placeIn } from '#adapters/embedded/cursor.ts'
import { faultOfReading } from '#adapters/embedded/database-fault.ts'
import { writeFence } from '#adapters/embedded/fence.ts'
import { GroupCommit } from '#adapters/embedded/group-commit.ts'
import { GroupRead } from '#adapters/embedded/group-read.ts'
import { listStatement } from '#adapters/embedded/list-statement.ts'
import {
  deadLetterOf,
  deliveryOf,
  documentColumns,
  documentOf,
  eventColumns,
  eventOf,
  type DeliveryRow,
  type DocumentRow,
  type EventRow,
  type FeedRow,
} from '#adapters/embedded/rows.ts'
import { readDocuments, readMarks, type DocumentKey } from '#adapters/embedded/read-by-key.ts'
import { migrate } from '#adapters/embedded/schema.ts'

/** Commits that still wait for the peer when the ledger is closed get this long. */
const closeWithinMs = 3_000
const errorCharactersMax = 2_000
/** Statements that read documents, or marks, on their way at once. */
const readLanes = 2

export interface EmbeddedLedgerOptions {
  readonly url: string
  /** How long a process may hold a delivery that it has taken or committed. */
  readonly leaseMs: number
  readonly clock?: Pick<Clock, 'now'>
  /** Connections for commits of either durability, and for everything else. */
  readonly poolSizes?: {
    readonly everywhere: number
    readonly here: number
    readonly other: number
  }
}

/** Opens the ledger, and brings its tables up to date first. @throws Fault `unavailable` */
export async function embeddedLedger(options: EmbeddedLedgerOptions): Promise<EmbeddedLedger> {
  const ledger = new EmbeddedLedger(options)
  try {
    await ledger.prepare()
    return ledger
  } catch (error) {
    await ledger.close()
    throw faultOfReading(error)
  }
}

export class EmbeddedLedger implements Ledger {
  readonly #clock: Pick<Clock, 'now'>
  readonly #leaseMs: number
  readonly #commitPools: readonly pg.Pool[]
  readonly #commits: { readonly everywhere: GroupCommit; readonly here: GroupCommit }
  readonly #pool: pg.Pool
  readonly #documents = new GroupRead<DocumentKey, StoredDocument>(
    (keys) => readDocuments((name, text, values) => this.#rows(name, text, values), keys),
    readLanes,
  )
  readonly #marks = new GroupRead<string, Mark>(
    (ids) => readMarks((name, text, values) => this.#rows(name, text, values), ids),
    readLanes,
  )
  /** Below every epoch: until it is told, it changes nothing. */
  #believed: Fence = { epoch: -1, serves: [] }
  #closing: Promise<void> | null = null

  constructor({ url, leaseMs, clock = systemClock, poolSizes }: EmbeddedLedgerOptions) {
    const sizes = poolSizes ?? { everywhere: 4, here: 2, other: 8 }
    const everywhere = connections({
      url,
      max: sizes.everywhere,
      name: 'commits everywhere',
      synchronousCommit: 'on',
    })
    const here = connections({
      url,
      max: sizes.here,
      name: 'commits here',
      synchronousCommit: 'local',
    })
    this.#clock = clock
    this.#leaseMs = leaseMs
    this.#commitPools = [everywhere, here]
    const common = {
      believedEpoch: () => this.#believed.epoch,
      leaseUntil: () => this.#leaseUntil(),
    }
    this.#commits = {
      everywhere: new GroupCommit({ pool: everywhere, lanes: sizes.everywhere, ...common }),
      here: new GroupCommit({ pool: here, lanes: sizes.here, ...common }),
    }
    this.#pool = connections({ url, max: sizes.other, name: 'ledger', synchronousCommit: 'local' })
  }

  async prepare(): Promise<void> {
    await migrate(this.#pool)
  }

  /** From now on changes are made under this epoch; they fail until the database has it too. */
  believe(fence: Fence): void {
    this.#believed = fence
  }

  /** For a region without a peer: nobody else could hold an older fence. */
  async serveAlone(fence: Fence): Promise<void> {
    await writeFence(this.#pool, fence)
    this.believe(fence)
  }

  async read(kind: string, id: string): Promise<StoredDocument | null> {
    return isStorable(id) ? this.#documents.get({ kind, id }) : null
  }

  async readMany(kind: string, ids: readonly string[]): Promise<readonly StoredDocument[]> {
    const found = await Promise.all(ids.map((id) => this.read(kind, id)))
    return found.filter((document) => document !== null)
  }

  async find(kind: string, index: string, keys: readonly string[]): Promise<readonly Found[]> {
    const possible = keys.filter(isStorable)
    if (possible.length === 0) return []
    const rows = await this.#rows<DocumentRow & { key: string }>(
      'find',
      `select ${documentColumns}, e.key
      from index_entries e join documents d on d.kind = e.kind and d.id = e.id
      where e.kind = $1 and e.index = $2 and e.key = any ($3)`,
      [kind, index, possible],
    )
    return rows.map((row) => ({ key: row.key, document: documentOf(kind, row) }))
  }

  async list(
    kind: string,
    range: IndexRange,
    page: { cursor?: string; limit: number },
  ): Promise<Page<StoredDocument>> {
    const { index, prefix = '', descending = false } = range
    const list = JSON.stringify([kind, index, prefix, descending])
    const [key, id] = page.cursor === undefined ? [] : placeIn(list, page.cursor, 2)
    if (!isStorable(prefix)) return { items: [], next: null }
    const after = key === undefined || id === undefined ? null : { key, id }
    const statement = listStatement({ kind, index, prefix, descending }, after, page.limit + 1)
    const rows = await this.#rows<DocumentRow & { key: string }>(
      statement.name,
      statement.text,
      statement.values,
    )
    const shown = rows.slice(0, page.limit)
    const last = shown.at(-1)
    return {
      items: shown.map((row) => documentOf(kind, row)),
      next: rows.length > page.limit && last ? cursorOf(list, [last.key, last.id]) : null,
    }
  }

  async commit(commit: Commit): Promise<void> {
    const outcome = await this.#commits[commit.durability].commit(prepareCommit(commit))
    if (!outcome.committed) throw outcome.fault
  }

  async commitMany(commits: readonly Commit[]): Promise<readonly CommitOutcome[]> {
    const prepared = commits.map(prepareCommit)
    return Promise.all(prepared.map((each) => this.#commits[each.commit.durability].commit(each)))
  }

  async mark(id: string): Promise<Mark | null> {
    return isStorable(id) ? this.#marks.get(id) : null
  }

  async take(limit: number): Promise<readonly Delivery[]> {
    const rows = await this.#rows<DeliveryRow>(
      'take',
      'select * from take_deliveries($1, $2, $3, $4) order by due_at, id',
      [this.#believed.epoch, this.#now(), this.#leaseUntil(), limit],
    )
    return rows.map(deliveryOf)
  }

  async postpone(
    id: string,
    outcome: { error: string; dueAt: Instant } | { error: string; dead: true },
  ): Promise<void> {
    const dead = 'dead' in outcome
    await this.#rows('postpone', 'select postpone_delivery($1, $2, $3, $4, $5)', [
      this.#believed.epoch,
      id,
      outcome.error.replaceAll('\0', '').slice(0, errorCharactersMax),
      dead ? null : outcome.dueAt,
      dead ? this.#now() : null,
    ])
  }

  async finish(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await this.#rows('finish', 'select finish_deliveries($1, $2)', [this.#believed.epoch, ids])
  }

  async releaseLeases(): Promise<void> {
    await this.#rows('release-leases', 'select release_leases($1)', [this.#believed.epoch])
  }

  async deadLetters(page: { cursor?: string; limit: number }): Promise<Page<DeadLetter>> {
    const [diedAt = '-infinity', id = ''] =
      page.cursor === undefined ? [] : placeIn('dead-letters', page.cursor, 2)
    const rows = await this.#rows<DeliveryRow>(
      'dead-letters',
      `select * from deliveries
      where died_at is not null and (died_at, id) > ($1::timestamptz, $2)
        and home = any ((select serves from fence)::text[])
      order by died_at, id limit $3`,
      [diedAt, id, page.limit + 1],
    )
    const shown = rows.slice(0, page.limit).map(deadLetterOf)
    const last = shown.at(-1)
    const next =
      rows.length > page.limit && last ? cursorOf('dead-letters', [last.diedAt, last.id]) : null
    return { items: shown, next }
  }

  async redrive(id: string): Promise<boolean> {
    const [row] = await this.#rows<{ done: boolean }>(
      'redrive',
      'select redrive_delivery($1, $2, $3) as done',
      [this.#believed.epoch, id, this.#now()],
    )
    return row?.done ?? false
  }

  async discard(id: string, reason: string): Promise<boolean> {
    const [row] = await this.#rows<{ done: boolean }>(
      'discard',
      'select discard_delivery($1, $2, $3, $4) as done',
      [this.#believed.epoch, id, reason, this.#now()],
    )
    return row?.done ?? false
  }

  async follow(cursor: string | null, limit: number, types?: readonly string[]): Promise<Feed> {
    const [transaction = '0', arrival = '0'] = cursor === null ? [] : feedPlace(cursor)
    // What an unfinished transaction may still add before an event hides that event. The last event
    // looked at comes along whatever its type: it says where the next read goes on.
    const rows = await this.#rows<FeedRow>(
      'follow',
      `select * from (
        select ${eventColumns}, arrived_in, arrival, count(*) over () as looked_at,
          row_number() over (order by arrived_in, arrival) as position
        from (
          select * from events
          where (arrived_in, arrival) > ($1::xid8, $2::bigint)
            and arrived_in < pg_snapshot_xmin(pg_current_snapshot())
          order by arrived_in, arrival limit $3
        ) looked_at_events
      ) found
      where $4::text[] is null or type = any ($4) or position = looked_at
      order by position`,
      [transaction, arrival, limit, types ?? null],
    )
    const last = rows.at(-1)
    return {
      events: rows.filter(({ type }) => types?.includes(type) ?? true).map(eventOf),
      cursor: last
        ? cursorOf('feed', [last.arrived_in, last.arrival])
        : cursorOf('feed', [transaction, arrival]),
      more: Number(last?.looked_at ?? 0) === limit,
    }
  }

  async feedEnd(): Promise<string> {
    const [row] = await this.#rows<{ oldest: string }>(
      'feed-end',
      'select pg_snapshot_xmin(pg_current_snapshot()) as oldest',
      [],
    )
    return cursorOf('feed', [row?.oldest ?? '0', '0'])
  }

  async history(kind: string, id: string, fromVersion = 0): Promise<readonly StoredEvent[]> {
    if (!isStorable(id)) return []
    // The ids of a document's events begin with its own and a slash; '0' is what follows '/'.
    const rows = await this.#rows<EventRow>(
      'history',
      `select ${eventColumns} from events
      where id > $2 || '/' and id < $2 || '0' and kind = $1 and document_id = $2 and version >= $3
      order by version, place`,
      [kind, id, fromVersion],
    )
    return rows.map(eventOf)
  }

  async prune(kind: string, before: Instant): Promise<number> {
    const [row] = await this.#rows<{ pruned: number }>(
      'prune',
      `with old as (delete from events where kind = $1 and at < $2 returning 1)
      select count(*)::integer as pruned from old`,
      [kind, before],
    )
    await this.#rows('forget-marks', 'select forget_marks($1, $2, $3)', [
      this.#believed.epoch,
      kind,
      before,
    ])
    return row?.pruned ?? 0
  }

  async depth(): Promise<{ pending: number; dead: number; oldestDueAt: Instant | null }> {
    const [row] = await this.#rows<{ pending: number; dead: number; oldest: Date | null }>(
      'depth',
      `select (count(*) filter (where died_at is null))::integer as pending,
        (count(*) filter (where died_at is not null))::integer as dead,
        min(due_at) filter (where died_at is null) as oldest
      from deliveries where home = any ((select serves from fence)::text[])`,
      [],
    )
    return {
      pending: row?.pending ?? 0,
      dead: row?.dead ?? 0,
      oldestDueAt: row?.oldest?.toISOString() ?? null,
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const { everywhere, here } = this.#commits
    await Promise.all([everywhere.close(closeWithinMs), here.close(closeWithinMs)])
    await Promise.all([this.#pool, ...this.#commitPools].map((pool) => pool.end()))
  }

  async #rows<Row extends object>(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<Row[]> {
    try {
      return (await this.#pool.query<Row>({ name, text, values: [...values] })).rows
    } catch (error) {
      throw faultOfReading(error)
    }
  }

  #now(): Instant {
    return instantOf(this.#clock.now())
  }

  #leaseUntil(): Instant {
    return instantOf(this.#clock.now() + this.#leaseMs)
  }
}

/** No stored text holds U+0000, and PostgreSQL takes it in no question. */
function isStorable(text: string): boolean {
  return !text.includes('\0')
}

function feedPlace(cursor: string): readonly string[] {
  const place = placeIn('feed', cursor, 2)
  if (!place.every((part) => /^\d{1,19}$/.test(part))) throw new Fault('bad-cursor')
  return place
}
