import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochMsOf, instantOf } from '#kernel/core/instant.ts'
import type { BookEntry } from '#kernel/ports/payment-provider.ts'
import type { Context } from '#kernel/service/context.ts'
import { noPayment, type Payment } from '#services/payments/payment-model.ts'
import { recordVoid } from '#services/payments/authorize.ts'
import { differenceOf } from '#services/payments/difference.ts'
import { evolvePayment } from '#services/payments/evolve-payment.ts'
import { reconcile } from '#services/payments/reconcile.ts'
import {
  reconciliation,
  settlesWithinMs,
  type Reconciliation,
} from '#services/payments/reconciliation.ts'

const start = '2026-01-01T00:00:00.000Z'
const sgd = (amount: number) => ({ amount, currency: 'SGD' })
const entry = (change: Partial<BookEntry> = {}): BookEntry => ({
  reference: 'ch_1',
  paymentId: 'pay_sin_1',
  authorized: sgd(100),
  captured: sgd(0),
  refunded: sgd(0),
  voided: false,
  ...change,
})
const held: Payment = {
  ...noPayment,
  orderId: 'ord_sin_1',
  authorizations: {
    ch_1: { reference: 'ch_1', attempt: 1, amount: sgd(100), status: 'held' },
  },
}
const kind = (line: BookEntry, payment?: Payment) => differenceOf(line, payment)?.kind ?? null

test('equal books show no difference, and what is under way is not one', () => {
  assert.equal(kind(entry(), held), null)
  const asked = { ...held, captures: { s: { amount: sgd(100), status: 'asked' as const } } }
  assert.equal(kind(entry({ captured: sgd(100) }), asked), null)
  assert.equal(kind(entry({ voided: true })), null)
})

test('every way in which the books can differ has a name', () => {
  assert.equal(kind(entry()), 'unknown-charge')
  assert.equal(kind(entry({ reference: 'ch_2' }), held), 'unknown-charge')
  assert.equal(kind(entry({ captured: sgd(40) }), held), 'captured-differs')
  assert.equal(kind(entry({ refunded: sgd(40) }), held), 'refunded-differs')
  assert.equal(kind(entry({ voided: true }), held), 'void-differs')
})

test('a charge that the bank refused to let go is listed until the bank holds it no more', () => {
  const unwanted = letGo(held, 'not_now')
  assert.equal(unwanted.authorizations['ch_1']?.status, 'held')
  assert.equal(kind(entry(), unwanted), 'void-failed')
  assert.equal(kind(entry({ captured: sgd(40) }), unwanted), 'captured-differs')
  assert.equal(kind(entry({ voided: true }), unwanted), null)
  // Asked again, it was let go.
  assert.equal(kind(entry({ voided: true }), letGo(unwanted)), null)
  assert.equal(kind(entry(), letGo(unwanted)), 'void-differs')
})

function letGo(state: Payment, failed?: string): Payment {
  const answer = { type: 'record-void', reference: 'ch_1', at: start } as const
  const asked = evolvePayment(state, { type: 'payments.void-asked', reference: 'ch_1' })
  const events = recordVoid(asked, failed === undefined ? answer : { ...answer, failed })
  return events.reduce(evolvePayment, asked)
}

async function round(before: Reconciliation, lines: readonly BookEntry[], at: string) {
  const context = {
    homes: ['sin'],
    read: async () => ({ state: before }),
    readMany: async () => [],
    ports: { payments: { books: async () => ({ items: lines, next: null }) } },
  } as unknown as Context
  const sends = await reconcile.run(context)
  const [record] = sends
  assert(record && 'command' in record)
  const events = reconciliation.decider.decide(before, { ...record.command, at } as never)
  assert(Array.isArray(events))
  return { after: events.reduce(reconciliation.decider.evolve, before), sends }
}

test('a charge that nobody knows is let go when it has lasted longer than any call', async () => {
  const later = instantOf(epochMsOf(start) + settlesWithinMs)
  const first = await round(reconciliation.decider.initial, [entry()], start)
  assert.equal(first.after.open['ch_1']?.confirmed, false)
  const second = await round(first.after, [entry()], later)
  assert.equal(second.after.open['ch_1']?.confirmed, true)
  assert.equal(second.sends.length, 1)
  const third = await round(second.after, [entry()], later)
  const letGo = third.sends[1]
  assert(letGo && 'command' in letGo)
  assert.deepEqual([letGo.id, letGo.command.type], ['pay_sin_1', 'void-orphan'])
})

test('money that was taken is left to people', async () => {
  const open = {
    ch_1: {
      paymentId: 'pay_sin_1',
      reference: 'ch_1',
      kind: 'unknown-charge' as const,
      ours: null,
      banks: sgd(100),
      firstSeenAt: start,
      confirmed: true,
    },
  }
  const before = { ...reconciliation.decider.initial, open }
  const { sends } = await round(before, [entry({ captured: sgd(100) })], start)
  assert.equal(sends.length, 1)
})

test('a difference that is gone is taken off the list', async () => {
  const first = await round(reconciliation.decider.initial, [entry()], start)
  const second = await round(first.after, [entry({ voided: true })], start)
  assert.deepEqual(second.after.open, {})
})
