import type { Money } from '#kernel/core/money.ts'
import type { BookEntry } from '#kernel/ports/payment-provider.ts'
import type { Discrepancy } from '#services/payments/contract.ts'
import { done, type Part, type Payment } from '#services/payments/payment-model.ts'

export type Difference = Pick<Discrepancy, 'paymentId' | 'reference' | 'kind' | 'ours' | 'banks'>

/** Where a line of the bank's books does not say what the payment says; null where it does. */
export function differenceOf(entry: BookEntry, payment: Payment | undefined): Difference | null {
  const { paymentId, reference } = entry
  const about = { paymentId, reference }
  const ours = payment?.authorizations[reference]
  if (payment === undefined || ours === undefined) {
    const harmless = entry.voided && entry.captured.amount === 0
    if (harmless) return null
    return { ...about, kind: 'unknown-charge', ours: null, banks: entry.authorized }
  }
  if (ours.status === 'voiding' || isUnderWay(payment)) return null
  if (ours.status === 'held' && ours.voidFailed && entry.captured.amount === 0) {
    // Held here and there, though nobody wants it: only people can see to that, at the bank.
    return entry.voided
      ? null
      : { ...about, kind: 'void-failed', ours: ours.amount, banks: entry.authorized }
  }
  if ((ours.status === 'voided') !== entry.voided) {
    return { ...about, kind: 'void-differs', ours: ours.amount, banks: entry.authorized }
  }
  if (ours.status === 'voided') return null
  const currency = ours.amount.currency
  const captured: Money = { amount: done(payment.captures), currency }
  if (captured.amount !== entry.captured.amount) {
    return { ...about, kind: 'captured-differs', ours: captured, banks: entry.captured }
  }
  const refunded: Money = { amount: done(payment.refunds), currency }
  if (refunded.amount !== entry.refunded.amount) {
    return { ...about, kind: 'refunded-differs', ours: refunded, banks: entry.refunded }
  }
  return null
}

function isUnderWay({ captures, refunds }: Payment): boolean {
  const asked = (parts: Readonly<Record<string, Part>>) =>
    Object.values(parts).some(({ status }) => status === 'asked')
  return asked(captures) || asked(refunds)
}
