// One region's database server, as far as the platform can tell it from PostgreSQL: what is durable
// when, what shows when, what a crash takes with it, and what waits for what. `rules.ts` lists what
// is promised; the numbers of time are of no importance, their order is.

import { Fault } from '#kernel/core/fault.ts'
import type { Fence } from '#kernel/ports/replication.ts'
import { LedgerStore, type Change } from '#adapters/memory/ledger-store.ts'
import { MemorySearchIndex } from '#adapters/memory/search-index.ts'
import { Gate } from '#simulator/gate.ts'
import { SessionLock } from '#simulator/database/session-lock.ts'
import { WriteAheadLog, type LogRecord, type Slot } from '#simulator/database/write-ahead-log.ts'
import type { DatabaseListener } from '#simulator/database/database-listener.ts'
import { rowOf, type Statement, type Outcome } from '#simulator/database/statement.ts'
import type { Dice } from '#simulator/dice.ts'
import type { Scheduler, Timer } from '#simulator/scheduler.ts'

/** How long the fence waits for commits under way. */
const lockWithinUs = 2_000_000
/** Milliseconds that a disk takes for a flush, on average. */
export const usualFlushMs = 0.4
/** The log is flushed so long after something was applied, on average. */
const walWriterUs = 1_500

interface Transaction extends Statement {
  readonly changes: readonly Change[]
  /** Its place in the log once the disk has it. */
  lsn: number
}

interface Applied {
  readonly lsn: number
  readonly undo: readonly Change[]
}

export interface Subscription {
  /** The peer's position up to which everything was applied. */
  applied: number
  /** The same, as the disk has it. */
  flushed: number
  /** The slot at the peer that was made for it. */
  readonly slot: Slot
}

const lost = (code: 'unavailable' | 'outcome-unknown') =>
  new Fault(code, 'the connection to the database was lost')

export class Database {
  readonly store = new LedgerStore({ epoch: 0, serves: [] })
  search = new MemorySearchIndex()
  /** Milliseconds that the disk takes for a flush, on average. */
  flushMs: number = usualFlushMs
  up = true
  readonly log = new WriteAheadLog()
  subscription: Subscription | null = null
  awaitsPeer = false
  /** Beside the fence, on the disk. */
  leftPairsBefore = 0
  /** Grows with every crash: what was asked of an earlier one is never answered. */
  generation = 0
  /** Who comes back to the pair: one process at a time. */
  readonly copying = new SessionLock(() => this.generation)
  listener: DatabaseListener | null = null
  readonly #scheduler: Scheduler
  readonly #dice: Dice
  readonly #gate: Gate
  /** How many stopped it. */
  #stops = 0
  #diskFreeUs = 0
  #locks = new Map<string, Transaction>()
  #running = new Set<Transaction>()
  /** Durable, and waiting for the peer; the oldest first. */
  #waiting: Transaction[] = []
  #queued: Statement[] = []
  /** Who sets the fence, and who waits to; everything else waits for them. */
  #fencing: (() => void)[] = []
  #unflushed: Applied[] = []
  #flushPlanned = false
  readonly #connections = new Set<() => void>()
  /** Who waits for transactions to end; they say when they wait no longer. */
  #onEnded: (() => boolean)[] = []

  constructor(scheduler: Scheduler, dice: Dice) {
    this.#scheduler = scheduler
    this.#dice = dice
    this.#gate = new Gate(scheduler)
  }

  /** Stopped: takes connections, and says and does nothing. */
  get frozen(): boolean {
    return this.#stops > 0
  }

  /** SIGSTOP to the whole server. */
  stop(): void {
    this.#stops += 1
    this.#gate.shut()
  }

  /** SIGCONT, of one who stopped it; a crash has ended all that. */
  goOn(): void {
    this.#stops = Math.max(0, this.#stops - 1)
    if (this.#stops === 0) this.#gate.open()
  }

  /** Now, or when the server goes on. Who must not outlive a crash compares the generation. */
  inTurn(act: () => void): void {
    this.#gate.pass(act)
  }

  get running(): number {
    return this.#running.size
  }

  /** Whoever waits for an answer is told when there will be none. @returns what ends the waiting */
  onLost(tell: () => void): () => void {
    this.#connections.add(tell)
    return () => this.#connections.delete(tell)
  }

  /** A statement that changes something: locks, decides, writes, waits. */
  execute(statement: Statement): void {
    if (this.#fencing.length > 0 || statement.touches.some((touch) => this.#locks.has(touch))) {
      this.#queued.push(statement)
      return
    }
    let changes: readonly Change[]
    try {
      changes = statement.decide()
    } catch (error) {
      statement.end({ done: false, fault: error as Error })
      return
    }
    if (changes.length === 0) {
      statement.end({ done: true })
      return
    }
    const touches = [...statement.touches, ...changes.map(rowOf)]
    if (touches.some((touch) => this.#locks.has(touch))) {
      this.#queued.push(statement)
      return
    }
    const transaction: Transaction = { ...statement, touches, changes, lsn: 0 }
    for (const touch of touches) this.#locks.set(touch, transaction)
    this.#running.add(transaction)
    this.#flush(() => this.#reachedDisk(transaction))
  }

  isLocked(row: string): boolean {
    return this.#locks.has(row)
  }

  /** A mark in the log, on disk, with everything before it. */
  position(then: (lsn: number) => void): void {
    this.#flush(() => {
      this.#allFlushed()
      this.#log([])
      then(this.log.lsn)
    })
  }

  /** The peer reports that its disk has everything up to here. */
  confirm(lsn: number): void {
    if (!this.log.confirm(lsn)) return
    this.#letGo((transaction) => transaction.lsn <= lsn, null)
  }

  leavePairs(before: number): void {
    this.leftPairsBefore = Math.max(this.leftPairsBefore, before)
  }

  setAwaitsPeer(wait: boolean): void {
    this.awaitsPeer = wait
    if (!wait) this.#letGo(() => true, null)
  }

  /** Ends the backends of commits that wait: committed, and nobody is told so. */
  abandonWaiting(most = Infinity): void {
    let left = most
    this.#letGo(() => (left -= 1) >= 0, lost('outcome-unknown'))
  }

  /** Resolves when those under way now have ended, or with false when the time is over. */
  whenEnded(withinUs: number, then: (ended: boolean) => void): void {
    const under = [...this.#running]
    const { generation } = this
    let over = false
    const check = () => {
      if (over) return true
      if (under.some((one) => this.#running.has(one))) return false
      over = true
      late.callOff()
      then(generation === this.generation)
      return true
    }
    const late = this.#later(withinUs, () => {
      if (over) return
      over = true
      then(false)
    })
    if (!check()) this.#onEnded.push(check)
  }

  /**
   * @param then told of a Fault `timeout`, `not-serving` or `unavailable`, or null
   * @param was what it must be; by default any that is not newer
   */
  setFence(fence: Fence, then: (fault: Fault | null) => void, was?: Fence): void {
    const { generation } = this
    const unlock = () => {
      this.#fencing.shift()
      this.#fencing[0]?.()
      this.#goOn()
    }
    const begin = () =>
      this.whenEnded(lockWithinUs, (ended) => {
        if (generation !== this.generation) {
          then(lost('unavailable'))
        } else if (!ended) {
          unlock()
          then(new Fault('timeout', 'commits still wait for the peer'))
        } else if (fence.epoch < this.store.fence.epoch || !this.#isFence(was)) {
          unlock()
          then(new Fault('not-serving', `epoch ${fence.epoch} is over, or shut`))
        } else {
          this.#flush(() => {
            this.store.fence = fence
            unlock()
            then(null)
          })
        }
      })
    this.#fencing.push(begin)
    if (this.#fencing.length === 1) begin()
  }

  #isFence(was: Fence | undefined): boolean {
    if (was === undefined) return true
    const { epoch, serves } = this.store.fence
    return (
      epoch === was.epoch && new Set(serves).symmetricDifference(new Set(was.serves)).size === 0
    )
  }

  /** A commit of the peer: shown at once, on disk a little later. */
  apply(record: LogRecord): void {
    const { subscription } = this
    if (subscription === null || record.lsn <= subscription.applied) return
    this.listener?.arrives(record.changes)
    const undo: Change[] = []
    for (const change of record.changes) {
      undo.push(this.store.undoOf(change))
      this.store.write(change)
    }
    subscription.applied = record.lsn
    this.#unflushed.push({ lsn: record.lsn, undo: undo.reverse() })
    if (this.#flushPlanned) return
    this.#flushPlanned = true
    this.#later(this.#dice.wait(walWriterUs), () => {
      this.#flush(() => {
        this.#flushPlanned = false
        this.#allFlushed()
      })
    })
  }

  /** Whatever was applied is on disk when this returns, as after any commit of its own. */
  settleApplied(): void {
    this.#allFlushed()
  }

  /** Everything that a copy taken now holds: what shows, and what the disk has and does not show yet. */
  snapshotInto(other: LedgerStore): void {
    const { documents, histories, deliveries, marks, discarded } = this.store
    const changes: Change[] = []
    for (const [key, row] of documents) changes.push({ table: 'documents', key, row })
    for (const events of histories.values()) {
      for (const event of events) changes.push({ table: 'events', key: event.id, row: event })
    }
    for (const [key, row] of deliveries) changes.push({ table: 'deliveries', key, row })
    for (const [key, row] of marks) changes.push({ table: 'marks', key, row })
    for (const [key, row] of discarded) changes.push({ table: 'discarded', key, row })
    for (const { changes: more } of this.#waiting) changes.push(...more)
    for (const change of changes) other.write(change)
  }

  empty(): void {
    this.store.empty()
    this.#unflushed = []
    this.search = new MemorySearchIndex()
  }

  /** The power goes: only what the disk has is left. It comes back with `restart`. */
  crash(): void {
    this.up = false
    this.generation += 1
    this.#stops = 0
    this.#gate.open()
    for (const { undo } of this.#unflushed.reverse()) {
      for (const change of undo) this.store.write(change)
    }
    this.#unflushed = []
    this.#flushPlanned = false
    if (this.subscription !== null) this.subscription.applied = this.subscription.flushed
    const durable = this.#waiting
    const cutOff = [...this.#queued, ...[...this.#running].filter((one) => one.lsn === 0)]
    this.#waiting = []
    this.#queued = []
    this.#running.clear()
    this.#locks.clear()
    this.#fencing = []
    this.#diskFreeUs = 0
    for (const transaction of durable) this.#show(transaction, false)
    this.listener?.crashed()
    for (const { end } of [...durable, ...cutOff])
      end({ done: false, fault: lost('outcome-unknown') })
    this.#tellEnded()
    const connections = [...this.#connections]
    this.#connections.clear()
    for (const tell of connections) tell()
  }

  restart(): void {
    this.up = true
  }

  #flush(then: () => void): void {
    const us = (this.flushMs / 2 + this.#dice.wait(this.flushMs / 2)) * 1_000
    this.#diskFreeUs = Math.max(this.#diskFreeUs, this.#scheduler.nowUs + us)
    this.#later(this.#diskFreeUs - this.#scheduler.nowUs, then)
  }

  #later(us: number, then: () => void): Timer {
    const { generation } = this
    return this.#scheduler.after(us, () =>
      this.inTurn(() => {
        if (generation === this.generation) then()
      }),
    )
  }

  #reachedDisk(transaction: Transaction): void {
    this.#allFlushed()
    this.#log(transaction.changes)
    transaction.lsn = this.log.lsn
    const waits = transaction.durability === 'everywhere' && this.awaitsPeer
    if (waits) this.#waiting.push(transaction)
    else this.#end(transaction, { done: true })
  }

  #log(changes: readonly Change[]): void {
    if (this.log.append(changes)) this.listener?.logged()
  }

  #allFlushed(): void {
    const last = this.#unflushed.at(-1)
    if (last === undefined) return
    this.#unflushed = []
    if (this.subscription === null) return
    this.subscription.flushed = this.subscription.applied
    this.listener?.flushed(this.subscription.flushed)
  }

  #letGo(which: (transaction: Transaction) => boolean, fault: Fault | null): void {
    const freed: Transaction[] = []
    this.#waiting = this.#waiting.filter((transaction) => {
      const goes = which(transaction)
      if (goes) freed.push(transaction)
      return !goes
    })
    for (const transaction of freed) {
      this.#end(transaction, fault === null ? { done: true } : { done: false, fault })
    }
  }

  #end(transaction: Transaction, outcome: Outcome): void {
    this.#running.delete(transaction)
    for (const touch of transaction.touches) this.#locks.delete(touch)
    this.#show(transaction, outcome.done)
    transaction.end(outcome)
    this.#tellEnded()
    this.#goOn()
  }

  #tellEnded(): void {
    if (this.#onEnded.length === 0) return
    const waiting = this.#onEnded
    this.#onEnded = []
    this.#onEnded.push(...waiting.filter((isOver) => !isOver()))
  }

  #show({ changes }: Transaction, acknowledged: boolean): void {
    this.listener?.shows(changes, acknowledged)
    for (const change of changes) this.store.write(change)
  }

  #goOn(): void {
    if (this.#queued.length === 0) return
    for (const statement of this.#queued.splice(0)) this.execute(statement)
  }
}
