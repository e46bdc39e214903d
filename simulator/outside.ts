// The third parties: bank, carrier and mail. They keep books of their own, which no fault of the
// platform touches; they may be out of reach, answer too late after they acted, and the bank tells
// what it did a second time by webhooks, early, late, twice and in no order.

import { Fault, isFault } from '#kernel/core/fault.ts'
import { instantOf } from '#kernel/core/instant.ts'
import type { BookEntry, PaymentProvider, ProviderAnswer } from '#kernel/ports/payment-provider.ts'
import type { Ports } from '#kernel/ports/ports.ts'
import { simulatedSignature } from '#kernel/service/workload.ts'
import { MemoryCarrier } from '#adapters/memory/carrier.ts'
import { MemoryMailer } from '#adapters/memory/mailer.ts'
import { MemoryEncryption } from '#adapters/memory/encryption.ts'
import { plainHasher } from '#adapters/memory/password-hasher.ts'
import { MemoryPaymentProvider } from '#adapters/memory/payment-provider.ts'
import type { Dice } from '#simulator/dice.ts'
import type { Network, Place } from '#simulator/network.ts'
import { Process } from '#simulator/process.ts'
import type { Scheduler } from '#simulator/scheduler.ts'

const timeoutMs = 2_000
const workMs = 3
const noticeFirstMs = 30
const noticeAgainMs = 500
const noticeAttemptsMax = 12
const noticeAgainMaxMs = 60_000

export interface Notice {
  readonly id: string
  readonly type: string
  readonly at: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface Manners {
  /** The bank answers `unavailable` to everything. */
  away: boolean
  /** Share of calls to the bank that are carried out and answered too late. */
  lateShare: number
  /** Share of parcels and mails that can never be sent, until somebody mends what is wrong with them. */
  poisonShare: number
  /** Webhooks come twice and in no order. */
  unruly: boolean
  /** Added to a webhook's way, in milliseconds on average. */
  noticeDelayMs: number
}

export class Outside {
  readonly bank = new MemoryPaymentProvider()
  readonly carrier = new MemoryCarrier()
  readonly mailer = new MemoryMailer()
  readonly manners: Manners = {
    away: false,
    lateShare: 0,
    poisonShare: 0,
    unruly: false,
    noticeDelayMs: 0,
  }
  readonly #scheduler: Scheduler
  readonly #network: Network
  readonly #dice: Dice
  readonly #nowMs: () => number
  readonly #process: Process
  /** Takes a webhook to the front door. @returns whether it was taken */
  readonly #notify: (notice: Notice) => Promise<boolean>
  #notices = 0

  constructor(
    parts: { scheduler: Scheduler; network: Network; dice: Dice; nowMs: () => number },
    notify: (notice: Notice) => Promise<boolean>,
  ) {
    this.#scheduler = parts.scheduler
    this.#network = parts.network
    this.#dice = parts.dice
    this.#nowMs = parts.nowMs
    this.#notify = notify
    this.#process = new Process(parts.scheduler)
  }

  /** The bank's books, oldest first. */
  charges(): readonly BookEntry[] {
    return this.bank.entries()
  }

  /** Keys that were poisoned; what is asked under them fails as if by a bug. */
  get poisoned(): number {
    return [...this.#poison.values()].filter(Boolean).length
  }

  /** Whatever was poisoned works from now on. */
  mend(): void {
    this.manners.poisonShare = 0
    this.#poison.clear()
  }

  portsFor(
    place: Place,
    caller: Process,
  ): Omit<Ports, 'clock' | 'random' | 'search' | 'operations' | 'tallies' | 'blobs'> {
    const ask = <Result>(act: () => Promise<Result>): Promise<Result> =>
      this.#ask(place, caller, act)
    const { bank, carrier, mailer } = this
    const payments: PaymentProvider = {
      authorize: (key, request) =>
        this.#once(ask, 'authorization', { paymentId: request.paymentId }, key, () =>
          bank.authorize(key, request),
        ),
      capture: (key, request) =>
        this.#once(ask, 'capture', { reference: request.reference }, key, () =>
          bank.capture(key, request),
        ),
      void: (key, request) =>
        this.#once(ask, 'void', { reference: request.reference }, key, () =>
          bank.void(key, request),
        ),
      refund: (key, request) =>
        this.#once(ask, 'refund', { reference: request.reference }, key, () =>
          bank.refund(key, request),
        ),
      books: (page) => ask(() => bank.books(page)),
    }
    return {
      payments,
      carrier: {
        rate: (request) => ask(() => carrier.rate(request)),
        label: (key, request) =>
          ask(() => this.#unlessPoison(key, () => carrier.label(key, request))),
      },
      mailer: {
        send: (key, mail) => ask(() => this.#unlessPoison(key, () => mailer.send(key, mail))),
      },
      signatures: {
        verify: (_sender, _payload, _timestamp, signature) => signature === simulatedSignature,
      },
      passwords: plainHasher,
      encryption: new MemoryEncryption(),
      publicUrl: 'http://shop.example',
    }
  }

  readonly #poison = new Map<string, boolean>()

  #unlessPoison<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
    const { poisonShare } = this.manners
    const isPoison = this.#poison.get(key) ?? (poisonShare > 0 && this.#dice.chance(poisonShare))
    this.#poison.set(key, isPoison)
    if (isPoison) throw new Error('poisoned')
    return act()
  }

  readonly #answered = new Set<string>()
  readonly #paymentOf = new Map<string, string>()

  /** One key, one answer, and one notice about it. */
  #once(
    ask: (act: () => Promise<ProviderAnswer>) => Promise<ProviderAnswer>,
    operation: string,
    about: { readonly reference?: string; readonly paymentId?: string },
    key: string,
    act: () => Promise<ProviderAnswer>,
  ): Promise<ProviderAnswer> {
    return ask(async () => {
      if (this.manners.away) throw new Fault('unavailable', 'the bank is not available')
      const tell = (answer: ProviderAnswer) => {
        if (this.#answered.has(key)) return
        this.#answered.add(key)
        this.#tell(operation, about, answer)
      }
      try {
        const answer = await act()
        tell(answer)
        if (this.#dice.chance(this.manners.lateShare)) await this.#nap(timeoutMs * 2)
        return answer
      } catch (error) {
        // Too late, after it charged: the repeat is answered with what was decided.
        if (isFault(error, 'timeout')) {
          tell(await act())
          await this.#nap(timeoutMs * 2)
        }
        throw error
      }
    })
  }

  #tell(
    operation: string,
    about: { readonly reference?: string; readonly paymentId?: string },
    answer: ProviderAnswer,
  ): void {
    const reference = answer.approved ? answer.reference : about.reference
    if (answer.approved && about.paymentId !== undefined) {
      this.#paymentOf.set(answer.reference, about.paymentId)
    }
    const paymentId = about.paymentId ?? this.#paymentOf.get(reference ?? '')
    this.#notices += 1
    const notice: Notice = {
      id: `evt_${this.#notices}`,
      type: `${operation}.${answer.approved ? 'approved' : 'declined'}`,
      at: instantOf(this.#nowMs()),
      data: {
        ...(reference === undefined ? {} : { reference }),
        ...(paymentId === undefined ? {} : { paymentId }),
      },
    }
    const { unruly, noticeDelayMs } = this.manners
    const waitMs = this.#dice.wait(noticeFirstMs + noticeDelayMs)
    this.#later(waitMs, () => this.#send(notice, 1))
    if (unruly && this.#dice.chance(0.5)) {
      this.#later(this.#dice.wait(noticeAgainMs), () => void this.#notify(notice))
    }
  }

  #send(notice: Notice, attempt: number): void {
    void this.#notify(notice).then((taken) => {
      if (taken || attempt >= noticeAttemptsMax) return
      const longest = Math.min(noticeAgainMs * 2 ** attempt, noticeAgainMaxMs)
      this.#later(longest * this.#dice.between(0.5, 1), () => this.#send(notice, attempt + 1))
    })
  }

  #ask<Result>(place: Place, caller: Process, act: () => Promise<Result>): Promise<Result> {
    return this.#network.call({
      from: place,
      to: 'bank',
      caller,
      callee: () => this.#process,
      withinMs: timeoutMs,
      bearsRepeat: true,
      handle: async () => {
        await this.#nap(this.#dice.wait(workMs))
        return act()
      },
    })
  }

  #nap(ms: number): Promise<void> {
    return this.#process.answer((resolve) => this.#later(ms, () => resolve(undefined)))
  }

  #later(ms: number, act: () => void): void {
    this.#scheduler.after(ms * 1_000, act)
  }
}
