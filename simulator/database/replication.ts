// The controller's hands on its own database and on its peer's, as adapters/embedded/replication.ts
// has them on PostgreSQL.

import { Fault } from '#kernel/core/fault.ts'
import { homeOf } from '#kernel/core/id.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { EventMark, Fence, Replication } from '#kernel/ports/replication.ts'
import type { Database } from '#simulator/database/database.ts'
import type { Hold } from '#simulator/database/session-lock.ts'
import type { Connection } from '#simulator/database/session.ts'
import type { Stream } from '#simulator/database/stream.ts'
import type { Slot } from '#simulator/database/write-ahead-log.ts'
import type { Network, Place } from '#simulator/network.ts'
import type { Process } from '#simulator/process.ts'
import type { Scheduler } from '#simulator/scheduler.ts'

const createWithinUs = 30_000_000
const peerSubscribesWithinMs = 20_000
const pollMs = 20
const copyStandsStillMaxMs = 60_000
const copyBaseMs = 80
const copyRowsPerMs = 50
/** A connection to a server that does not answer is given up. */
const connectMs = 3_000

export interface ReplicationParts {
  readonly scheduler: Scheduler
  readonly network: Network
  readonly clock: Clock
  readonly process: Process
  readonly connection: Connection
  readonly own: { readonly place: Place; readonly database: Database; readonly receiving: Stream }
  readonly peer: { readonly place: Place; readonly database: Database; readonly receiving: Stream }
  /** Told which events the peer lacks, when the tables that hold them are about to be emptied. */
  readonly onErase: (events: readonly StoredEvent[]) => void
}

export class SimulatedReplication implements Replication {
  readonly #parts: ReplicationParts
  #hold: Hold | null = null

  constructor(parts: ReplicationParts) {
    this.#parts = parts
  }

  fence(): Promise<Fence> {
    return this.#here((database) => database.store.fence)
  }

  setFence(fence: Fence, was?: Fence): Promise<void> {
    const { database } = this.#parts.own
    return this.#parts.connection.ask((resolve, reject) =>
      database.setFence(
        fence,
        (fault) => {
          if (fault === null) resolve()
          else reject(fault)
        },
        was,
      ),
    )
  }

  leavePairs(before: number): Promise<void> {
    return this.#here((database) => database.leavePairs(before))
  }

  leftPairsBefore(): Promise<number> {
    return this.#here(({ leftPairsBefore }) => leftPairsBefore)
  }

  async exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const { own, process } = this.#parts
    const { copying } = own.database
    const hold = await this.#here(() => copying.take(process))
    if (hold === null) throw new Fault('not-serving', 'another process is at it')
    this.#hold = hold
    try {
      return await work()
    } finally {
      this.#hold = null
      copying.release(hold)
    }
  }

  async stream() {
    const { own, peer, network } = this.#parts
    return this.#here((database) => ({
      receiving: own.receiving.connected && !network.isCut(peer.place, own.place),
      sending: peer.receiving.connected,
      lagBytes: peer.receiving.connected
        ? database.log.lsn - (database.log.slot?.confirmed ?? 0)
        : null,
      conflicts: 0,
    }))
  }

  async subscribe(): Promise<void> {
    await this.#startReceiving()
    const subscribed = await this.#within(peerSubscribesWithinMs, () =>
      this.#here(({ log: { slot } }) => slot !== null && !slot.lost),
    )
    if (!subscribed) throw new Fault('timeout', 'the peer does not subscribe to this region')
  }

  async unsubscribe(): Promise<void> {
    const { receiving } = this.#parts.own
    await this.#alone((database) => {
      database.settleApplied()
      database.subscription = null
      receiving.break()
    })
  }

  awaitPeer(wait: boolean): Promise<void> {
    return this.#here((database) => database.setAwaitsPeer(wait))
  }

  abandonWaiting(): Promise<void> {
    return this.#here((database) => database.abandonWaiting())
  }

  forgetPeer(): Promise<void> {
    const { own, peer, connection } = this.#parts
    return connection.ask((resolve) =>
      peer.receiving.end(() => {
        own.database.log.dropSlot()
        resolve()
      }),
    )
  }

  position(): Promise<string> {
    const { own, connection } = this.#parts
    return connection.ask((resolve) => own.database.position((lsn) => resolve(String(lsn))))
  }

  peerReached(position: string, withinMs: number): Promise<boolean> {
    const { receiving } = this.#parts.peer
    const lsn = Number(position)
    return this.#within(withinMs, () =>
      this.#here(({ log: { slot } }) => receiving.connected && (slot?.confirmed ?? -1) >= lsn),
    )
  }

  recentEvents(homes: readonly string[], limit: number): Promise<readonly StoredEvent[]> {
    return this.#here(({ store }) => {
      const events: StoredEvent[] = []
      for (let at = store.log.length - 1; at >= 0 && events.length < limit; at -= 1) {
        const event = store.log[at]?.event
        if (event && homes.includes(homeOf(event.documentId) ?? '')) events.push(event)
      }
      return events
    })
  }

  missing(events: readonly EventMark[]): Promise<readonly string[]> {
    return this.#here(({ store }) => {
      const isKnown = ({ id, type, at }: EventMark) => {
        const known = store.events.get(id)
        return known?.type === type && known.at === at
      }
      return events.filter((event) => !isKnown(event)).map(({ id }) => id)
    })
  }

  async reseed(onProgress: (says: string) => void): Promise<void> {
    const { own, peer, clock, onErase } = this.#parts
    await this.unsubscribe()
    await this.#there((database) => {
      database.log.dropSlot()
      own.receiving.break()
    })
    const { generation } = own.database
    await this.#alone((database) => {
      const lacks = ({ id, at }: StoredEvent) => peer.database.store.events.get(id)?.at !== at
      onErase([...database.store.events.values()].filter(lacks))
      database.empty()
    })
    const slot = await this.#makeSlot()
    onProgress('copying')
    const rows = peer.database.store.documents.size
    const copyMs = copyBaseMs + rows / copyRowsPerMs
    // The copy is of the moment of the slot; it is torn when the connection breaks half way.
    const copied = await this.#there((database) => {
      if (!this.#isAlone || database.log.slot !== slot) return false
      const { lsn } = database.log
      own.database.subscription = { applied: lsn, flushed: lsn, slot }
      database.log.startFromHere(slot)
      database.snapshotInto(own.database.store)
      return true
    })
    if (!copied) throw new Fault('unavailable', 'the copy broke off')
    await clock.sleep(copyMs)
    await this.#there(() => undefined)
    if (generation !== own.database.generation) {
      await this.#alone((database) => {
        database.subscription = null
        database.empty()
      })
      throw new Fault('unavailable', 'the copy broke off')
    }
    const caughtUp = await this.#overThere<number>((resolve) => peer.database.position(resolve))
    const reached = await this.#within(copyStandsStillMaxMs, () =>
      this.#there(
        ({ log: { slot } }) => own.receiving.connected && (slot?.confirmed ?? -1) >= caughtUp,
      ),
    )
    if (!reached) throw new Fault('timeout', 'the copy of the peer does not catch up')
  }

  digest = async () => ({})
  close = async () => undefined

  /** Goes on where it stopped when the subscription is still there. */
  async #startReceiving(): Promise<void> {
    const known = await this.#here(({ subscription }) => subscription)
    if (known !== null) return
    const slot = await this.#makeSlot()
    const lsn = slot.confirmed
    await this.#here((database) => {
      database.subscription = { applied: lsn, flushed: lsn, slot }
    })
  }

  /** A new slot at the peer, when the transactions under way there have ended. */
  async #makeSlot(): Promise<Slot> {
    const { own, peer } = this.#parts
    await this.#there((database) => {
      database.log.dropSlot()
      own.receiving.break()
    })
    const ended = await this.#overThere<boolean>((resolve) =>
      peer.database.whenEnded(createWithinUs, resolve),
    )
    if (!ended) throw new Fault('timeout', 'transactions of the peer do not end')
    return this.#there((database) => database.log.makeSlot())
  }

  #here<Result>(act: (database: Database) => Result): Promise<Result> {
    const { connection, own } = this.#parts
    return connection.ask((resolve) => resolve(act(own.database)))
  }

  /** Here, unless it was begun exclusively and the lock is lost. */
  #alone<Result>(act: (database: Database) => Result): Promise<Result> {
    const { connection, own } = this.#parts
    return connection.ask((resolve, reject) => {
      if (this.#isAlone) resolve(act(own.database))
      else reject(new Fault('unavailable', 'the connection to the database was lost'))
    })
  }

  get #isAlone(): boolean {
    return this.#hold === null || this.#parts.own.database.copying.isHeld(this.#hold)
  }

  #there<Result>(act: (database: Database) => Result): Promise<Result> {
    return this.#overThere((resolve) => resolve(act(this.#parts.peer.database)))
  }

  /** Asks the peer's server. @throws Fault `unavailable`, `timeout` */
  #overThere<Result>(act: (resolve: (result: Result) => void) => void): Promise<Result> {
    const { network, scheduler, process, own, peer } = this.#parts
    return process.answer<Result>((resolve, reject) => {
      const back = (then: () => void) => {
        const us = network.travelUs(peer.place, own.place)
        if (us !== null) scheduler.after(us, then)
        else scheduler.after(connectMs * 1_000, () => reject(new Fault('timeout')))
      }
      const lost = () => back(() => reject(new Fault('unavailable', 'the peer is gone')))
      const there = network.travelUs(own.place, peer.place)
      if (there === null || peer.database.frozen) {
        scheduler.after(connectMs * 1_000, () => reject(new Fault('unavailable')))
        return
      }
      const arrive = () => {
        if (!peer.database.up) {
          lost()
          return
        }
        const { generation } = peer.database
        const forget = peer.database.onLost(lost)
        act((result) => {
          forget()
          // What ends because the server does is told to nobody over there.
          if (generation === peer.database.generation) back(() => resolve(result))
          else lost()
        })
      }
      scheduler.after(there, () => peer.database.inTurn(arrive))
    })
  }

  async #within(ms: number, holds: () => Promise<boolean>): Promise<boolean> {
    const { clock } = this.#parts
    const end = clock.monotonic() + ms
    while (!(await holds())) {
      if (clock.monotonic() > end) return false
      await clock.sleep(pollMs)
    }
    return true
  }
}
