import type { Change } from '#adapters/memory/ledger-store.ts'

/** Records kept for an absent peer at most. */
const keptMax = 50_000

export interface LogRecord {
  readonly lsn: number
  readonly changes: readonly Change[]
}

export interface Slot {
  /** What the peer's disk has. */
  confirmed: number
  /** Fell behind further than the server keeps records. */
  lost: boolean
}

/** What is on the disk, in order, and what is kept of it for the peer. */
export class WriteAheadLog {
  slot: Slot | null = null
  #lsn = 0
  #kept: LogRecord[] = []

  get lsn(): number {
    return this.#lsn
  }

  /** @returns whether there is something to send */
  append(changes: readonly Change[]): boolean {
    this.#lsn += 1
    const { slot } = this
    if (slot === null || slot.lost) return false
    this.#kept.push({ lsn: this.#lsn, changes })
    if (this.#kept.length <= keptMax) return true
    slot.lost = true
    this.#kept = []
    return false
  }

  /** What the peer has not confirmed, from a position on. */
  after(lsn: number): readonly LogRecord[] {
    const kept = this.#kept
    let low = 0
    let high = kept.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((kept[middle]?.lsn ?? 0) > lsn) high = middle
      else low = middle + 1
    }
    return kept.slice(low)
  }

  /** @returns whether that was news */
  confirm(lsn: number): boolean {
    if (this.slot === null || lsn <= this.slot.confirmed) return false
    this.slot.confirmed = lsn
    this.#kept = [...this.after(lsn)]
    return true
  }

  /**
   * Made for one subscription, under a name of its own. Beside one that is there already it would be of no
   * use, so it is not kept: whoever made that one is not to lose what it has not received.
   */
  makeSlot(): Slot {
    const slot = { confirmed: this.#lsn, lost: false }
    this.slot ??= slot
    return slot
  }

  /** A copy of now holds everything before: the slot goes on from here. */
  startFromHere(slot: Slot): void {
    slot.confirmed = this.#lsn
    this.#kept = []
  }

  dropSlot(): void {
    this.slot = null
    this.#kept = []
  }
}
