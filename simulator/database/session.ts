// The ledger as a process of the region reaches it: statements go to the database server and take
// their time; the process may die meanwhile, or the server, or either may stand still.

import { Fault } from '#kernel/core/fault.ts'
import type { Commit, CommitOutcome, Delivery, Ledger } from '#kernel/ports/ledger.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Fence } from '#kernel/ports/replication.ts'
import type { SearchIndex } from '#kernel/ports/search-index.ts'
import {
  commitChanges,
  discardChanges,
  finishChanges,
  forgetEvents,
  forgetMarksChanges,
  keyOf,
  postponeChanges,
  redriveChanges,
  releaseChanges,
  takeChanges,
} from '#adapters/memory/changes.ts'
import { MemoryLedger } from '#adapters/memory/ledger.ts'
import type { Change, LedgerStore } from '#adapters/memory/ledger-store.ts'
import type { Database } from '#simulator/database/database.ts'
import { rowOf, type Outcome } from '#simulator/database/statement.ts'
import type { Dice } from '#simulator/dice.ts'
import type { Process } from '#simulator/process.ts'
import type { Scheduler } from '#simulator/scheduler.ts'

export interface SessionParts {
  readonly scheduler: Scheduler
  readonly database: Database
  readonly process: Process
  readonly clock: Clock
  readonly dice: Dice
  readonly leaseMs: number
  /** A commit that this process was told of: the epoch it was made under, and the fence it passed. */
  readonly onAcknowledged: (commit: Commit, epoch: number, fence: Fence) => void
}

const statementUs = 250

const gone = () => new Fault('unavailable', 'the database cannot be reached')

/** How a process reaches its database: answers take their time, and never come when either dies. */
export class Connection {
  readonly #parts: Pick<SessionParts, 'scheduler' | 'database' | 'process' | 'dice'>

  constructor(parts: Pick<SessionParts, 'scheduler' | 'database' | 'process' | 'dice'>) {
    this.#parts = parts
  }

  /**
   * Runs something on the server.
   * @param act ends with `resolve` or `reject`, at once or later
   * @param unsure whether it may have happened when the connection is lost
   */
  ask<Result>(
    act: (resolve: (result: Result) => void, reject: (error: Error) => void) => void,
    unsure = false,
  ): Promise<Result> {
    const { scheduler, database, process, dice } = this.#parts
    return process.answer<Result>((resolve, reject) => {
      const { generation } = database
      const arrive = () => {
        if (!database.up || generation !== database.generation) {
          reject(
            unsure && generation !== database.generation ? new Fault('outcome-unknown') : gone(),
          )
        } else {
          const forget = database.onLost(() =>
            reject(unsure ? new Fault('outcome-unknown') : gone()),
          )
          const ending =
            <Result>(end: (result: Result) => void) =>
            (result: Result) => {
              forget()
              end(result)
            }
          act(ending(resolve), ending(reject))
        }
      }
      scheduler.after(statementUs * dice.between(0.5, 1.5), () => database.inTurn(arrive))
    })
  }
}

/** Who may write what is decided by the database: each change names the epoch it believes in. */
export class Session implements Ledger {
  readonly #parts: SessionParts
  readonly #connection: Connection
  /** Reads of the tables as they show. */
  readonly #tables: MemoryLedger
  #believed = -1

  constructor(parts: SessionParts) {
    this.#parts = parts
    this.#connection = new Connection(parts)
    const { clock, leaseMs, database } = parts
    this.#tables = new MemoryLedger({ clock, leaseMs, store: database.store })
  }

  /** From now on changes are made under this epoch. */
  believe({ epoch }: Fence): void {
    this.#believed = epoch
  }

  read: Ledger['read'] = (kind, id) =>
    this.#read((store) => store.documents.get(keyOf(kind, id))?.document ?? null)
  readMany: Ledger['readMany'] = (kind, ids) =>
    this.#read((store) => ids.flatMap((id) => store.documents.get(keyOf(kind, id))?.document ?? []))
  mark: Ledger['mark'] = (id) => this.#read((store) => store.marks.get(id)?.mark ?? null)
  list: Ledger['list'] = (kind, range, page) =>
    this.#table((tables) => tables.list(kind, range, page))
  find: Ledger['find'] = (kind, index, keys) =>
    this.#table((tables) => tables.find(kind, index, keys))
  deadLetters: Ledger['deadLetters'] = (page) => this.#table((tables) => tables.deadLetters(page))
  follow: Ledger['follow'] = (cursor, limit, types) =>
    this.#table((tables) => tables.follow(cursor, limit, types))
  feedEnd: Ledger['feedEnd'] = () => this.#table((tables) => tables.feedEnd())
  history: Ledger['history'] = (kind, id, from) =>
    this.#table((tables) => tables.history(kind, id, from))
  depth: Ledger['depth'] = () => this.#table((tables) => tables.depth())

  async commit(commit: Commit): Promise<void> {
    const outcome = await this.#commit(commit)
    if (!outcome.committed) throw outcome.fault
  }

  commitMany(commits: readonly Commit[]): Promise<readonly CommitOutcome[]> {
    return Promise.all(commits.map((commit) => this.#commit(commit)))
  }

  async take(limit: number): Promise<readonly Delivery[]> {
    let taken: readonly Delivery[] = []
    const { clock, leaseMs, database } = this.#parts
    await this.#change([], () => {
      const now = clock.now()
      const isHeld = (key: string) => database.isLocked(rowOf({ table: 'deliveries', key }))
      const found = takeChanges(database.store, limit, now, now + leaseMs, isHeld)
      taken = found.taken
      return found.changes
    })
    return taken
  }

  postpone: Ledger['postpone'] = async (id, outcome) => {
    const { clock, database } = this.#parts
    await this.#change(deliveryRows([id]), () =>
      postponeChanges(database.store, id, outcome, clock.now()),
    )
  }
  finish: Ledger['finish'] = async (ids) => {
    if (ids.length === 0) return
    await this.#change(deliveryRows(ids), () => finishChanges(this.#parts.database.store, ids))
  }
  releaseLeases: Ledger['releaseLeases'] = async () => {
    await this.#change([], () => releaseChanges(this.#parts.database.store))
  }
  redrive: Ledger['redrive'] = (id) => {
    const { clock, database } = this.#parts
    return this.#change(deliveryRows([id]), () => redriveChanges(database.store, id, clock.now()))
  }
  discard: Ledger['discard'] = (id, reason) =>
    this.#change(deliveryRows([id]), () => discardChanges(this.#parts.database.store, id, reason))
  prune: Ledger['prune'] = async (kind, before) => {
    const { store } = this.#parts.database
    const pruned = await this.#read(() => forgetEvents(store, kind, before))
    await this.#change([], () => forgetMarksChanges(store, kind, before))
    return pruned
  }
  close = async () => undefined

  #read<Result>(look: (store: LedgerStore) => Result): Promise<Result> {
    const { store } = this.#parts.database
    return this.#connection.ask((resolve) => resolve(look(store)))
  }

  #table<Result>(ask: (tables: MemoryLedger) => Promise<Result>): Promise<Result> {
    return this.#connection.ask((resolve, reject) => void ask(this.#tables).then(resolve, reject))
  }

  #commit(commit: Commit): Promise<CommitOutcome> {
    const { database, clock, leaseMs, onAcknowledged } = this.#parts
    const { kind, id, consumes, durability } = commit
    const touches = [
      rowOf({ table: 'documents', key: keyOf(kind, id) }),
      ...deliveryRows(consumes.deliveries),
      ...consumes.marks.map((mark) => rowOf({ table: 'marks', key: mark.id })),
    ]
    const believed = this.#believed
    let { fence } = database.store
    return this.#connection
      .ask<Outcome>(
        (resolve) =>
          database.execute({
            touches,
            durability,
            decide: () => {
              if (database.store.fence.epoch !== believed) throw new Fault('not-serving')
              return commitChanges(database.store, commit, clock.now() + leaseMs)
            },
            end: (outcome) => {
              // The fence waits for commits under way, so it is the one that was compared.
              fence = database.store.fence
              resolve(outcome)
            },
          }),
        true,
      )
      .then(
        (outcome): CommitOutcome => {
          if (!outcome.done) return { committed: false, fault: outcome.fault }
          onAcknowledged(commit, believed, fence)
          return { committed: true }
        },
        (error: unknown): CommitOutcome => ({ committed: false, fault: error as Error }),
      )
  }

  /** @returns whether anything was changed */
  async #change(touches: readonly string[], decide: () => readonly Change[]): Promise<boolean> {
    const { database } = this.#parts
    const believed = this.#believed
    let changed = false
    const outcome = await this.#connection.ask<Outcome>((resolve) =>
      database.execute({
        touches,
        durability: 'here',
        decide: () => {
          if (database.store.fence.epoch !== believed) return []
          const changes = decide()
          changed = changes.length > 0
          return changes
        },
        end: resolve,
      }),
    )
    if (!outcome.done) throw gone()
    return changed
  }
}

function deliveryRows(ids: readonly string[]): string[] {
  return ids.map((key) => rowOf({ table: 'deliveries', key }))
}

/** The search index lies in the database, is derived, and is copied from nobody. */
export function searchThrough(connection: Connection, database: Database): SearchIndex {
  const through =
    <Arguments extends unknown[], Result>(
      act: (index: SearchIndex, ...args: Arguments) => Promise<Result>,
    ) =>
    (...args: Arguments): Promise<Result> =>
      connection.ask((resolve, reject) => void act(database.search, ...args).then(resolve, reject))
  return {
    put: through((index, entries: Parameters<SearchIndex['put']>[0]) => index.put(entries)),
    remove: through((index, ids: readonly string[]) => index.remove(ids)),
    search: through((index, request: Parameters<SearchIndex['search']>[0]) =>
      index.search(request),
    ),
    position: through((index) => index.position()),
    setPosition: through((index, cursor: string) => index.setPosition(cursor)),
    clear: through((index) => index.clear()),
  }
}
