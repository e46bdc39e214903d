// What the parties outside the shop say happened.

import { askWell } from '#cli/e2e/ask.ts'
import { bankBooks, type Charge } from '#cli/drills/books.ts'
import type { StoreFile } from '#cli/running-store.ts'
import { paymentIdOf } from '#services/payments/contract.ts'
import { until } from '#cli/e2e/until.ts'

export interface KeptMail {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** The charges that the bank has for an order. */
export async function chargesFor(store: StoreFile, orderId: string): Promise<Charge[]> {
  const paymentId = paymentIdOf(orderId)
  return (await bankBooks(store)).filter((charge) => charge.paymentId === paymentId)
}

/** Newest first. */
export async function mailsTo(store: StoreFile, email: string): Promise<readonly KeptMail[]> {
  const url = `${store.mailbox}/mails?to=${encodeURIComponent(email)}`
  return (await askWell<{ items: KeptMail[] }>('GET', url)).items
}

export function mailTo(store: StoreFile, email: string, subject: RegExp): Promise<KeptMail> {
  return until(`a mail to ${email} about ${String(subject)}`, async () => {
    const mails = await mailsTo(store, email)
    return mails.find((mail) => subject.test(mail.subject)) ?? null
  })
}
