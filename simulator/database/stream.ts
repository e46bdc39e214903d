// What one region sends and the other receives: the walsender of one server and the apply worker of
// the other, over the network between them.

import type { Database } from '#simulator/database/database.ts'
import type { Slot } from '#simulator/database/write-ahead-log.ts'
import type { Dice } from '#simulator/dice.ts'
import type { Network, Place } from '#simulator/network.ts'
import type { Scheduler } from '#simulator/scheduler.ts'

/** Both ends look after the connection this often. */
const lookEveryUs = 300_000
/** `wal_receiver_timeout` and `wal_sender_timeout`. */
const silentUs = 3_000_000
const gatherUs = 60
/** A sender that is told to stop does so after this long, on average. */
const stopsAfterUs = 20_000

export interface StreamParts {
  readonly scheduler: Scheduler
  readonly network: Network
  readonly dice: Dice
  readonly sender: { readonly place: Place; readonly database: Database }
  readonly receiver: { readonly place: Place; readonly database: Database }
}

export class Stream {
  /** What applying takes longer, in milliseconds. */
  lagMs = 0
  /** The apply worker fails and is started again, and again. */
  applyStopped = false
  readonly #parts: StreamParts
  /** Grows with every connection: what an earlier one had on its way is dropped. */
  #connection = 0
  #connected = false
  #sent = 0
  #sendPlanned = false
  #arrivesUs = 0
  #silentSinceUs: number | null = null
  /** Until then the sender takes a lost connection for alive, and its slot for in use. */
  #slotBusyUntilUs = 0
  #reportPlanned = false

  constructor(parts: StreamParts) {
    this.#parts = parts
    this.#look()
  }

  get connected(): boolean {
    return this.#connected
  }

  /** The sender has more. */
  more(): void {
    if (!this.#connected || this.#sendPlanned) return
    this.#sendPlanned = true
    this.#parts.scheduler.after(gatherUs, () => {
      this.#sendPlanned = false
      this.#send()
    })
  }

  /** The receiver's disk has more. */
  flushed(): void {
    if (!this.#connected || this.#reportPlanned) return
    this.#reportPlanned = true
    this.#parts.scheduler.after(gatherUs, () => {
      this.#reportPlanned = false
      this.#report()
    })
  }

  /** The sender is told to stop, and sends until it does; what it has sent arrives. */
  end(then: () => void): void {
    const { scheduler, dice, sender } = this.#parts
    const { generation } = sender.database
    const end = () => {
      if (generation !== sender.database.generation) return
      this.#connected = false
      this.#silentSinceUs = null
      then()
    }
    const us = this.#connected ? dice.wait(stopsAfterUs) : 0
    scheduler.after(us, () => sender.database.inTurn(end))
  }

  /** One of the two ends is gone, or the receiver was told to stop. */
  break(): void {
    if (!this.#connected) return
    this.#connected = false
    this.#connection += 1
    this.#silentSinceUs = null
  }

  #look(): void {
    const { scheduler, dice } = this.#parts
    if (this.#connected) this.#watch()
    else this.#connect()
    scheduler.after(lookEveryUs * dice.between(0.8, 1.2), () => this.#look())
  }

  /** A silent connection is given up; the sender may notice later than the receiver. */
  #watch(): void {
    const { scheduler, network, dice, sender, receiver } = this.#parts
    if (!this.#possible() || this.#slot === null) {
      this.break()
      return
    }
    const cut =
      network.isCut(sender.place, receiver.place) ||
      network.isCut(receiver.place, sender.place) ||
      sender.database.frozen ||
      receiver.database.frozen
    if (!cut) {
      this.#silentSinceUs = null
      // What was lost on the way is sent again by the machines; what waited at an end goes on.
      this.#send()
      this.#report()
      return
    }
    this.#silentSinceUs ??= scheduler.nowUs
    if (scheduler.nowUs - this.#silentSinceUs < silentUs) return
    this.break()
    this.#slotBusyUntilUs = scheduler.nowUs + dice.between(0, silentUs)
  }

  #connect(): void {
    const { scheduler, network, sender, receiver } = this.#parts
    const { subscription } = receiver.database
    const slot = this.#slot
    if (!this.#possible() || slot === null || subscription === null) return
    if (sender.database.frozen || receiver.database.frozen) return
    if (this.#slotBusyUntilUs > scheduler.nowUs || this.applyStopped) return
    const there = network.travelUs(receiver.place, sender.place)
    const back = network.travelUs(sender.place, receiver.place)
    if (there === null || back === null) return
    this.#connected = true
    this.#connection += 1
    this.#silentSinceUs = null
    this.#arrivesUs = 0
    this.#sent = Math.max(subscription.applied, slot.confirmed)
    const connection = this.#connection
    scheduler.after(there + back, () => {
      if (connection === this.#connection) this.#send()
    })
  }

  #possible(): boolean {
    const { sender, receiver } = this.#parts
    return sender.database.up && receiver.database.up && receiver.database.subscription !== null
  }

  /** The one that the receiver asks for, if it is there and any good. */
  get #slot(): Slot | null {
    const { sender, receiver } = this.#parts
    const { slot } = sender.database.log
    if (slot === null || slot.lost) return null
    return slot === receiver.database.subscription?.slot ? slot : null
  }

  #send(): void {
    const { scheduler, network, dice, sender, receiver } = this.#parts
    if (!this.#connected || sender.database.frozen) return
    const records = sender.database.log.after(this.#sent)
    const last = records.at(-1)
    if (last === undefined) return
    const us = network.travelUs(sender.place, receiver.place)
    if (us === null) return
    this.#sent = last.lsn
    const lagUs = this.lagMs > 0 ? dice.wait(this.lagMs) * 1_000 : 0
    this.#arrivesUs = Math.max(this.#arrivesUs, scheduler.nowUs + us + lagUs)
    const connection = this.#connection
    const arrive = () => {
      if (connection !== this.#connection) return
      if (this.applyStopped) {
        this.break()
        return
      }
      for (const record of records) receiver.database.apply(record)
    }
    scheduler.after(this.#arrivesUs - scheduler.nowUs, () => receiver.database.inTurn(arrive))
  }

  #report(): void {
    const { scheduler, network, sender, receiver } = this.#parts
    const { subscription } = receiver.database
    if (!this.#connected || subscription === null || receiver.database.frozen) return
    const { flushed } = subscription
    if (flushed <= (sender.database.log.slot?.confirmed ?? Infinity)) return
    const us = network.travelUs(receiver.place, sender.place)
    if (us === null) return
    const connection = this.#connection
    const arrive = () => {
      if (connection === this.#connection) sender.database.confirm(flushed)
    }
    scheduler.after(us, () => sender.database.inTurn(arrive))
  }
}
