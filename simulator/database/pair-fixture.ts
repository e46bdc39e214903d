// For tests of the model: two databases that replicate to each other, without any process.

import type { Fault } from '#kernel/core/fault.ts'
import type { Durability } from '#kernel/ports/ledger.ts'
import type { Fence } from '#kernel/ports/replication.ts'
import type { Change } from '#adapters/memory/ledger-store.ts'
import { Database } from '#simulator/database/database.ts'
import { rowOf } from '#simulator/database/statement.ts'
import { Stream } from '#simulator/database/stream.ts'
import { Dice } from '#simulator/dice.ts'
import { Network } from '#simulator/network.ts'
import { Scheduler } from '#simulator/scheduler.ts'
import { Trace } from '#simulator/trace.ts'

export class PairFixture {
  readonly scheduler = new Scheduler(new Trace())
  readonly network = new Network(this.scheduler, new Dice(1))
  readonly sin = new Database(this.scheduler, new Dice(2))
  readonly syd = new Database(this.scheduler, new Dice(3))
  readonly toSyd: Stream
  readonly toSin: Stream

  constructor() {
    this.toSyd = this.#stream('sin', 'syd')
    this.toSin = this.#stream('syd', 'sin')
    this.subscribe(this.syd, this.sin)
    this.subscribe(this.sin, this.syd)
    for (const database of [this.sin, this.syd]) database.setAwaitsPeer(true)
    this.#listen(this.sin, this.toSyd, this.toSin)
    this.#listen(this.syd, this.toSin, this.toSyd)
  }

  /** Both stream, and nothing is on its way. */
  static async streaming(): Promise<PairFixture> {
    const pair = new PairFixture()
    await pair.pass(2_000)
    return pair
  }

  /** From now on, through a new slot. */
  subscribe(receiver: Database, sender: Database): void {
    const { lsn } = sender.log
    receiver.subscription = { applied: lsn, flushed: lsn, slot: sender.log.makeSlot() }
  }

  async pass(ms: number): Promise<void> {
    let over = false
    this.scheduler.after(ms * 1_000, () => {
      over = true
    })
    await this.scheduler.run(() => over)
  }

  /** A commit of one document; `outcome` is filled in when somebody is told. */
  commit(
    database: Database,
    id: string,
    durability: Durability = 'everywhere',
  ): { outcome: string | null } {
    const told: { outcome: string | null } = { outcome: null }
    const change = documentOf(id)
    database.execute({
      touches: [rowOf(change)],
      durability,
      decide: () => [change],
      end: (outcome) => {
        told.outcome = outcome.done
          ? 'done'
          : ((outcome.fault as { code?: string }).code ?? outcome.fault.message)
      },
    })
    return told
  }

  async setFence(database: Database, fence: Fence, was?: Fence): Promise<string> {
    let said = 'nothing'
    const then = (fault: Fault | null) => {
      said = fault?.code ?? 'set'
    }
    database.setFence(fence, then, was)
    await this.pass(3_000)
    return said
  }

  cut(isCut: boolean): void {
    this.network.weather('sin', 'syd').cuts = isCut ? 1 : 0
    this.network.weather('syd', 'sin').cuts = isCut ? 1 : 0
  }

  shows(database: Database): readonly string[] {
    return [...database.store.documents.keys()]
  }

  #stream(from: 'sin' | 'syd', to: 'sin' | 'syd'): Stream {
    const { scheduler, network } = this
    const sender = { place: from, database: this[from] }
    const receiver = { place: to, database: this[to] }
    return new Stream({ scheduler, network, dice: new Dice(4), sender, receiver })
  }

  #listen(database: Database, sending: Stream, receiving: Stream): void {
    database.listener = {
      logged: () => sending.more(),
      flushed: () => receiving.flushed(),
      crashed: () => {
        sending.break()
        receiving.break()
      },
      shows: () => undefined,
      arrives: () => undefined,
    }
  }
}

export function documentOf(id: string): Change {
  const document = { kind: 'thing', id, version: 1, state: {}, changedAt: '' }
  return { table: 'documents', key: `thing/${id}`, row: { document, entries: [] } }
}
