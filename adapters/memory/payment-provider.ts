import { digest } from '#kernel/core/id.ts'
import { Fault } from '#kernel/core/fault.ts'
import { money } from '#kernel/core/money.ts'
import type { BookEntry, PaymentProvider, ProviderAnswer } from '#kernel/ports/payment-provider.ts'
import {
  authorize,
  capture,
  mannerOf,
  refund,
  unavailableTimes,
  voidCharge,
  type Charge,
  type Verdict,
} from '#adapters/memory/bank-rules.ts'

/**
 * The sandbox bank in this process: the same tokens and the same books, no clock and no chance.
 * `tok_timeout` throws `timeout` the first time a key is used, after it charged; `tok_unavailable`
 * throws `unavailable` twice before it charges. A key used for something else is `bad-data`.
 */
export class MemoryPaymentProvider implements PaymentProvider {
  readonly #charges = new Map<string, Charge>()
  readonly #answers = new Map<string, { asked: string; answer: ProviderAnswer }>()
  readonly #failures = new Map<string, number>()

  async authorize(key: string, request: Parameters<PaymentProvider['authorize']>[1]) {
    const manner = mannerOf(request.token)
    const isNew = !this.#answers.has(key)
    const failures = this.#failures.get(key) ?? 0
    if (isNew && manner === 'unavailable-twice' && failures < unavailableTimes) {
      this.#failures.set(key, failures + 1)
      throw new Fault('unavailable', 'The bank is not available')
    }
    const reference = `ch_${String(this.#charges.size + 1).padStart(8, '0')}`
    const answer = this.#once(key, ['authorize', request], () => authorize(reference, request))
    if (isNew && manner === 'late-once') throw new Fault('timeout', 'The bank answered too late')
    return answer
  }

  async capture(key: string, request: Parameters<PaymentProvider['capture']>[1]) {
    return this.#once(key, ['capture', request], () =>
      capture(this.#charges.get(request.reference), request.amount),
    )
  }

  async void(key: string, request: Parameters<PaymentProvider['void']>[1]) {
    return this.#once(key, ['void', request], () =>
      voidCharge(this.#charges.get(request.reference)),
    )
  }

  async refund(key: string, request: Parameters<PaymentProvider['refund']>[1]) {
    return this.#once(key, ['refund', request], () =>
      refund(this.#charges.get(request.reference), request.amount),
    )
  }

  async books(page: { cursor?: string; limit: number }) {
    const start = page.cursor === undefined ? 0 : Number(page.cursor)
    if (!Number.isSafeInteger(start) || start < 0) throw new Fault('bad-cursor')
    const charges = [...this.#charges.values()]
    const end = start + page.limit
    return {
      items: charges.slice(start, end).map(bookEntryOf),
      next: end < charges.length ? String(end) : null,
    }
  }

  /** Every charge, oldest first. */
  entries(): readonly BookEntry[] {
    return [...this.#charges.values()].map(bookEntryOf)
  }

  #once(key: string, asking: unknown, decide: () => Verdict): ProviderAnswer {
    const asked = digest(JSON.stringify(asking))
    const known = this.#answers.get(key)
    if (known !== undefined) {
      if (known.asked === asked) return known.answer
      throw new Fault('bad-data', `The key ${key} was used for another request`)
    }
    const verdict = decide()
    if (verdict.approved) this.#charges.set(verdict.charge.reference, verdict.charge)
    const answer: ProviderAnswer = verdict.approved
      ? { approved: true, reference: verdict.charge.reference }
      : verdict
    this.#answers.set(key, { asked, answer })
    return answer
  }
}

export function bookEntryOf(charge: Charge): BookEntry {
  const amountOf = (amount: number) => money(amount, charge.currency)
  return {
    reference: charge.reference,
    paymentId: charge.paymentId,
    authorized: amountOf(charge.authorized),
    captured: amountOf(charge.captured),
    refunded: amountOf(charge.refunded),
    voided: charge.voided,
  }
}
