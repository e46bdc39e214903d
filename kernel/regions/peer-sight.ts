import type { Clock } from '#kernel/ports/clock.ts'
import type { PeerStatus } from '#kernel/ports/peer.ts'

/** Refused connections: the peer's process or its database is not there. Three in a row suffice. */
const goneAfterMs = 700
const goneMissesMin = 3
/** No answer at all may also mean that this machine, the link or the peer is busy. */
const silentAfterMs = 3_000
/** Longer than some looks, and hardly longer than a peer takes to believe that this region is lost. */
const freshMs = 1_000
/** One that answers and does not come to know whether it is in the pair: something keeps it from that. */
const startingMaxMs = 30_000
/** A peer that has not been seen since this process started gets longer: it may be starting too. */
const firstSightMs = 20_000
/**
 * What one look counts for at most. A longer gap means that this process slept or was busy with
 * something else, which says nothing about the peer.
 */
const lookMaxMs = 1_300

/** Judges from missed answers, and from a start that does not end, whether the peer is lost. */
export class PeerSight {
  readonly #clock: Clock
  #everSeen = false
  #pairedAt = -Infinity
  #lookedAt: number
  /** How long it has been looked for in vain. */
  #missingMs = 0
  /** How long it has been starting. */
  #startingMs = 0
  /** How often, and how long, every answer was a refusal. */
  #gone = 0
  #goneMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
    this.#lookedAt = clock.monotonic()
  }

  /**
   * @param isPaired whether it says that it is in the same pair, and so has not gone on alone
   * @param isStarting whether it does not know yet, and the witness could tell it
   */
  seen(isPaired: boolean, isStarting = false): void {
    this.#everSeen = true
    if (isPaired) this.#pairedAt = this.#clock.monotonic()
    const startingMs = isStarting ? this.#startingMs + this.#look() : 0
    this.startAfresh()
    this.#startingMs = startingMs
  }

  startAfresh(): void {
    this.#look()
    this.#startingMs = 0
    this.#missingMs = 0
    this.#gone = 0
    this.#goneMs = 0
  }

  /** @param how `gone`: the connection was refused or cut; `silent`: no answer in time */
  missed(how: 'gone' | 'silent'): void {
    const passedMs = this.#look()
    this.#missingMs += passedMs
    if (how === 'silent') {
      this.#gone = 0
      this.#goneMs = 0
      return
    }
    if (this.#gone > 0) this.#goneMs += passedMs
    this.#gone += 1
  }

  /**
   * A process that slept or is cut off has no fresh sight of its pair, and may have been replaced; so
   * may one whose peer has just been started and does not know yet whether it went on alone.
   */
  isFresh(): boolean {
    return this.#clock.monotonic() - this.#pairedAt <= freshMs
  }

  lost(): boolean {
    if (!this.#everSeen) return this.#missingMs > firstSightMs
    const gone = this.#gone >= goneMissesMin && this.#goneMs >= goneAfterMs
    const isStuck = this.#startingMs > startingMaxMs
    return gone || isStuck || this.#missingMs > silentAfterMs
  }

  /** Milliseconds since the last look, as far as they count. */
  #look(): number {
    const nowMs = this.#clock.monotonic()
    const passedMs = Math.min(nowMs - this.#lookedAt, lookMaxMs)
    this.#lookedAt = nowMs
    return passedMs
  }
}

/** A peer that has just been started is not: it does not know yet whether it went on alone. */
export function isInPair(peer: PeerStatus | null, epoch: number): boolean {
  return peer !== null && peer.ledger && peer.inPair && peer.epoch === epoch
}
