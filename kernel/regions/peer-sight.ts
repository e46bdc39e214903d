import type { Clock } from '#kernel/ports/clock.ts'

/** Refused connections: the peer's process or its database is not there. Three in a row suffice. */
const goneAfterMs = 700
const goneMissesMin = 3
/** No answer at all may also mean that this machine, the link or the peer is busy. */
const silentAfterMs = 3_000
/** A peer that has not been seen since this process started gets longer: it may be starting too. */
const firstSightMs = 20_000
/** A gap between two looks by which it was this process that slept, so it cannot judge the peer. */
const sleptMs = 1_500

/** Judges from missed answers whether the peer is lost. */
export class PeerSight {
  readonly #clock: Clock
  readonly #startedAt: number
  #everSeen = false
  #seenAt: number
  #lookedAt: number
  /** Since when every answer was a refusal. */
  #goneSince: number | null = null
  #gone = 0

  constructor(clock: Clock) {
    this.#clock = clock
    this.#startedAt = clock.monotonic()
    this.#seenAt = this.#startedAt
    this.#lookedAt = this.#startedAt
  }

  seen(): void {
    this.#everSeen = true
    this.#seenAt = this.#look()
    this.#goneSince = null
    this.#gone = 0
  }

  /** @param how `gone`: the connection was refused or cut; `silent`: no answer in time */
  missed(how: 'gone' | 'silent'): void {
    const nowMs = this.#look()
    if (how === 'silent') {
      this.#goneSince = null
      this.#gone = 0
      return
    }
    this.#goneSince ??= nowMs
    this.#gone += 1
  }

  lost(): boolean {
    const nowMs = this.#clock.monotonic()
    if (!this.#everSeen) return nowMs - this.#startedAt > firstSightMs
    const gone =
      this.#goneSince !== null &&
      this.#gone >= goneMissesMin &&
      nowMs - this.#goneSince >= goneAfterMs
    return gone || nowMs - this.#seenAt > silentAfterMs
  }

  #look(): number {
    const nowMs = this.#clock.monotonic()
    if (nowMs - this.#lookedAt > sleptMs) this.#seenAt = nowMs
    this.#lookedAt = nowMs
    return nowMs
  }
}
