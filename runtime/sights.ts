// What this process remembers of its own doing, for operators: the requests of the last day by the minute, the
// last ones one by one, and the events that arrived last. All of it is gone with the process.

import { instantOf } from '#kernel/core/instant.ts'
import type { Answered } from '#kernel/http/options.ts'
import type { Clock } from '#kernel/ports/clock.ts'
import type { Ledger, StoredEvent } from '#kernel/ports/ledger.ts'
import type { AnsweredRequest, MinuteOfRequests } from '#kernel/ports/operations.ts'

const minuteMs = 60_000
const minutesKept = 24 * 60
const requestsKept = 300
const eventsKept = 1_000
const lookEveryMs = 1_000
/** More than this arrived since the last look: only the newest are worth showing. */
const lookMax = 500
/** A read that takes longer than this counts as slow. */
export const slowReadMs = 250
const checkout = 'POST /v1/orders'
const newCart = 'POST /v1/carts'
const boring = /^\/(?:internal|health|metrics)/

export class Sights {
  readonly #clock: Clock
  readonly #minutes: MinuteOfRequests[] = []
  #requests: AnsweredRequest[] = []
  #events: StoredEvent[] = []
  #callOff = () => {}
  #stopped = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  note(answered: Answered): void {
    const { method, route, status, ms } = answered
    if (boring.test(route)) return
    const nowMs = this.#clock.now()
    const atMs = nowMs - (nowMs % minuteMs)
    const last = this.#minutes.at(-1)
    const known = last?.atMs === atMs ? last : null
    const isRead = method === 'GET'
    const isCheckout = `${method} ${route}` === checkout
    const one = (holds: boolean) => (holds ? 1 : 0)
    const next: MinuteOfRequests = {
      atMs,
      total: (known?.total ?? 0) + 1,
      failed: (known?.failed ?? 0) + one(status >= 500),
      reads: (known?.reads ?? 0) + one(isRead),
      slowReads: (known?.slowReads ?? 0) + one(isRead && ms > slowReadMs),
      carts: (known?.carts ?? 0) + one(`${method} ${route}` === newCart && status < 400),
      checkouts: (known?.checkouts ?? 0) + one(isCheckout),
      failedCheckouts: (known?.failedCheckouts ?? 0) + one(isCheckout && status >= 500),
    }
    if (known === null) this.#minutes.push(next)
    else this.#minutes[this.#minutes.length - 1] = next
    if (this.#minutes.length > minutesKept) this.#minutes.shift()
    this.#requests.push({ at: instantOf(nowMs), ...answered })
    if (this.#requests.length > 2 * requestsKept)
      this.#requests = this.#requests.slice(-requestsKept)
  }

  minutes(): readonly MinuteOfRequests[] {
    const since = this.#clock.now() - minutesKept * minuteMs
    return this.#minutes.filter(({ atMs }) => atMs >= since)
  }

  requests(): readonly AnsweredRequest[] {
    return this.#requests.slice(-requestsKept).toReversed()
  }

  /** Newest first. */
  events(): readonly StoredEvent[] {
    return this.#events.toReversed()
  }

  /** Keeps what arrives in the log, from now on. */
  follow(ledger: Pick<Ledger, 'follow' | 'feedEnd'>): void {
    let cursor: string | null = null
    const look = async (): Promise<void> => {
      try {
        cursor ??= await ledger.feedEnd()
        const feed = await ledger.follow(cursor, lookMax)
        this.#events = [...this.#events, ...feed.events].slice(-eventsKept)
        cursor = feed.more ? null : feed.cursor
      } catch {
        // The log was replaced, or cannot be read now.
        cursor = null
      }
      if (!this.#stopped) this.#callOff = this.#clock.after(lookEveryMs, () => void look())
    }
    void look()
  }

  stop(): void {
    this.#stopped = true
    this.#callOff()
  }
}
