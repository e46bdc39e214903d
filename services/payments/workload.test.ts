import type { BookEntry } from '#kernel/ports/payment-provider.ts'
import { happened, stored } from '#kernel/testing/at-rest.ts'
import { specifyInvariants, type Seen } from '#kernel/testing/specify-invariants.ts'
import { noPayment, type Authorization, type Payment } from '#services/payments/payment-model.ts'
import { workload } from '#services/payments/workload.ts'

const id = 'pay_sin_1'
const sgd = (amount: number) => ({ amount, currency: 'SGD' })
const charge = (change: Partial<Authorization> = {}): Authorization => ({
  reference: 'ch_1',
  attempt: 1,
  amount: sgd(100),
  status: 'held',
  ...change,
})
const paid: Payment = { ...noPayment, orderId: 'ord_sin_1', authorizations: { ch_1: charge() } }
const payment = (change: Partial<Payment>) => stored('payment', id, { ...paid, ...change })
const part = (amount: number, status: 'asked' | 'done' | 'failed') => ({
  amount: sgd(amount),
  status,
})
const entry = (change: Partial<BookEntry> = {}): BookEntry => ({
  reference: 'ch_1',
  paymentId: id,
  authorized: sgd(100),
  captured: sgd(0),
  refunded: sgd(0),
  voided: false,
  ...change,
})
const books = (change: Partial<Payment>, ...charges: readonly BookEntry[]): Seen => ({
  rest: { documents: [payment(change)], outside: { charges } },
})
/** A charge that nobody knew, and what was heard of it then; without any there was no such charge. */
const orphaned = (reason?: string): Seen => ({
  rest: {
    documents: [payment({})],
    events:
      reason === undefined
        ? []
        : [
            happened('payment', id, { type: 'payments.orphan-found', reference: 'ch_1' }),
            happened('payment', id, { type: 'payments.declined', reason }),
          ],
  },
})
const listed = (confirmed: boolean): Seen => ({
  rest: {
    documents: [
      stored('reconciliation', 'rec_sin_bank', {
        open: {
          ch_1: {
            reference: 'ch_1',
            kind: 'captured-differs',
            ours: sgd(1),
            banks: sgd(2),
            confirmed,
          },
        },
      }),
    ],
  },
})

specifyInvariants(workload, {
  'an order has at most one charge that holds': {
    right: [
      { now: payment({ authorizations: { ch_0: charge({ status: 'voided' }), ch_1: charge() } }) },
    ],
    wrong: [
      [
        {
          now: payment({ authorizations: { ch_1: charge(), ch_2: charge({ reference: 'ch_2' }) } }),
        },
        `payment ${id} holds ch_1 and ch_2`,
      ],
    ],
  },
  'no more is captured than is held, and no more refunded than was captured': {
    right: [
      { now: payment({ captures: { a: part(100, 'done'), b: part(5, 'failed') } }) },
      { now: payment({ captures: { a: part(60, 'done') }, refunds: { r: part(60, 'asked') } }) },
    ],
    wrong: [
      [
        { now: payment({ captures: { a: part(60, 'done'), b: part(41, 'asked') } }) },
        `payment ${id} captures 101 of 100`,
      ],
      [
        { now: payment({ captures: { a: part(60, 'asked') }, refunds: { r: part(1, 'asked') } }) },
        `payment ${id} refunds 1 of 0`,
      ],
      [
        {
          now: payment({
            authorizations: { ch_1: charge({ status: 'voiding' }) },
            captures: { a: part(60, 'done') },
          }),
        },
        `payment ${id} captures 60 of 0`,
      ],
    ],
  },
  'what the bank has answered is never forgotten or rewritten': {
    right: [
      {
        now: payment({ captures: { a: part(9, 'done') } }),
        before: payment({ captures: { a: part(9, 'asked') } }),
      },
      {
        now: payment({ authorizations: { ch_1: charge({ status: 'voiding' }) } }),
        before: payment({}),
      },
    ],
    wrong: [
      [
        { now: payment({ authorizations: {} }), before: payment({}) },
        `payment ${id}: charge ch_1 of 100 is now undefined`,
      ],
      [
        {
          now: payment({}),
          before: payment({ authorizations: { ch_1: charge({ status: 'voided' }) } }),
        },
        `payment ${id}: charge ch_1 was voided and is now held`,
      ],
      [
        {
          now: payment({ captures: { a: part(9, 'failed') } }),
          before: payment({ captures: { a: part(9, 'done') } }),
        },
        `payment ${id}: of its captures, a was 9 done, is 9 failed`,
      ],
      [
        { now: payment({}), before: payment({ refunds: { r: part(9, 'done') } }) },
        `payment ${id}: of its refunds, r was 9 done, is gone`,
      ],
    ],
  },
  'a charge is let go as an orphan only when its answer is still on its way': {
    right: [orphaned('authorization-voided'), orphaned()],
    wrong: [
      [
        orphaned('insufficient_funds'),
        `payment ${id} was never told of 1 charges, which were let go since`,
      ],
    ],
  },
  'the books of the bank are those of the payments, to the cent': {
    right: [
      books({}, entry()),
      books(
        { captures: { a: part(70, 'done') }, refunds: { r: part(7, 'done') } },
        entry({ captured: sgd(70), refunded: sgd(7) }),
      ),
      books({}, entry(), entry({ reference: 'ch_2', voided: true })),
      books({ authorizations: { ch_1: charge({ status: 'voided' }) } }, entry({ voided: true })),
    ],
    wrong: [
      [books({}), `payment ${id}: the bank knows no charge ch_1`],
      [
        books({ captures: { a: part(70, 'done') } }, entry({ captured: sgd(71) })),
        `payment ${id}, charge ch_1: captured 70 here and 71 there`,
      ],
      [
        books({}, entry({ refunded: sgd(1), authorized: sgd(101) })),
        `payment ${id}, charge ch_1: authorized 100 here and 101 there, refunded 0 here and 1 there`,
      ],
      [
        books({}, entry({ voided: true })),
        `payment ${id}, charge ch_1: held here and voided there`,
      ],
      [
        books({ authorizations: { ch_1: charge({ status: 'voided' }) } }, entry()),
        `payment ${id}, charge ch_1: voided here and standing there`,
      ],
      [
        books({}, entry({ paymentId: 'pay_sin_2' })),
        `payment ${id}, charge ch_1: of pay_sin_2 there`,
      ],
      [
        books({}, entry(), entry({ reference: 'ch_2' })),
        `the bank holds 100 as ch_2 for ${id}, which knows nothing of it`,
      ],
    ],
  },
  'at rest no answer of the bank is waited for': {
    right: [books({ captures: { a: part(9, 'done') }, refunds: { r: part(9, 'failed') } })],
    wrong: [
      [
        books({
          authorizations: { ch_1: charge({ status: 'voiding' }) },
          captures: { a: part(9, 'asked') },
          refunds: { r: part(9, 'asked') },
        }),
        `payment ${id} still waits for the void of ch_1`,
        `payment ${id} still waits for a of its captures`,
        `payment ${id} still waits for r of its refunds`,
      ],
    ],
  },
  'the reconciliation finds nothing that lasts': {
    right: [listed(false)],
    wrong: [[listed(true), 'charge ch_1 is listed as captured-differs: 1 here, 2 there']],
  },
})
