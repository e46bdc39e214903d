import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Unstamped } from '#kernel/core/decider.ts'
import { isRefusal } from '#kernel/core/decider.ts'
import {
  PaymentToken,
  type PaymentCommand,
  type PaymentEvent,
} from '#services/payments/contract.ts'
import { done, noPayment, type Payment } from '#services/payments/payment-model.ts'
import { payment } from '#services/payments/payment.ts'

const at = '2026-01-01T00:00:00.000Z'
const orderId = 'ord_sin_1'
const sgd = (amount: number) => ({ amount, currency: 'SGD' })
type Sent = Unstamped<PaymentCommand>

class Played {
  state: Payment = noPayment
  events: readonly PaymentEvent[] = []
  play(...commands: Sent[]): this {
    for (const command of commands) {
      const events = payment.decider.decide(this.state, { ...command, at } as PaymentCommand)
      assert(!isRefusal(events), 'what is delivered is never refused')
      this.events = events
      this.state = events.reduce(payment.decider.evolve, this.state)
    }
    return this
  }
  get types(): readonly string[] {
    return this.events.map(({ type }) => type.slice('payments.'.length))
  }
}

const authorization = (reference = 'ch_1', attempt = 1, amount = 1_000): Sent => ({
  type: 'record-authorization',
  orderId,
  attempt,
  amount: sgd(amount),
  answer: { approved: true, reference },
})
const capture = (captureId: string, amount: number): Sent => ({
  type: 'capture',
  orderId,
  captureId,
  amount: sgd(amount),
})
const refund = (refundId: string, amount: number): Sent => ({
  type: 'refund',
  orderId,
  refundId,
  amount: sgd(amount),
})

test('a payment that is authorized stands in the books of the platform', () => {
  const { state } = new Played().play(authorization())
  assert.equal(state.authorizations['ch_1']?.status, 'held')
})

test('a refusal of the bank is an answer', () => {
  const answer = { approved: false, reason: 'card_declined' } as const
  const declined = {
    type: 'record-authorization',
    orderId,
    attempt: 1,
    amount: sgd(5),
    answer,
  } as const
  assert.deepEqual(new Played().play(declined).types, ['declined'])
})

test('a void that comes before the authorization it is for voids it when it arrives', () => {
  const played = new Played().play({ type: 'void', orderId, attempt: 1 })
  assert.deepEqual(played.types, ['void-expected'])
  assert.deepEqual(played.play(authorization()).types, ['authorized', 'void-asked'])
  assert.deepEqual(played.play({ type: 'record-void', reference: 'ch_1' }).types, ['voided'])
})

test('voiding one attempt leaves the next one alone', () => {
  const played = new Played().play(authorization('ch_1', 1), authorization('ch_2', 2))
  played.play({ type: 'void', orderId, attempt: 1 })
  assert.equal(played.state.authorizations['ch_1']?.status, 'voiding')
  assert.equal(played.state.authorizations['ch_2']?.status, 'held')
})

test('parts of an authorization are taken once each, up to the whole', () => {
  const played = new Played().play(authorization(), capture('shp_1', 600))
  assert.deepEqual(played.play(capture('shp_1', 600)).types, [])
  assert.deepEqual(played.play(capture('shp_2', 401)).types, ['capture-failed'])
  assert.deepEqual(played.play(capture('shp_3', 400)).types, ['capture-asked'])
})

test('nothing is taken from what was voided, nor given back before it was taken', () => {
  const voided = new Played().play(authorization(), { type: 'void', orderId, attempt: 1 })
  assert.deepEqual(voided.play(capture('shp_1', 1)).types, ['capture-failed'])
  const asked = new Played().play(authorization(), capture('shp_1', 600))
  assert.deepEqual(asked.play(refund('refund-1', 1)).types, ['refund-failed'])
})

test('a notice of the bank and the answer to our call lead to one charge', () => {
  const notice = {
    id: 'evt_1',
    type: 'authorization.approved',
    at,
    data: { paymentId: 'pay_sin_1', reference: 'ch_1' },
  }
  const told: Sent = { type: 'record-notice', notice }
  for (const order of [
    [told, authorization()],
    [authorization(), told],
  ]) {
    const { state } = new Played().play(...order)
    assert.deepEqual(Object.keys(state.authorizations), ['ch_1'])
    assert.equal(state.notices.length, 1)
  }
  assert.deepEqual(new Played().play(told, told).events, [])
})

test('a charge that nobody asked for is let go, and a late answer for it declines', () => {
  const orphan: Sent = { type: 'void-orphan', reference: 'ch_9', amount: sgd(5) }
  const played = new Played().play(orphan)
  assert.deepEqual(played.types, ['orphan-found', 'void-asked'])
  assert.deepEqual(played.play(authorization('ch_9')).types, ['declined'])
  assert.deepEqual(new Played().play(authorization('ch_9'), orphan).events, [])
})

test('a card number is no token', () => {
  const pattern = new RegExp(String(Reflect.get(PaymentToken, 'pattern')))
  assert.doesNotMatch('4111111111111111', pattern)
  assert.match('tok_visa', pattern)
})

test('whatever comes in whatever order, no more is taken than authorized or given back than taken', () => {
  const amount = fc.integer({ min: 1, max: 700 })
  const id = fc.constantFrom('1', '2', '3', '4')
  const failed = fc.constantFrom({}, { failed: 'no' })
  const command = fc.oneof(
    fc.tuple(id, amount).map(([name, units]) => capture(name, units)),
    fc.tuple(id, amount).map(([name, units]) => refund(name, units)),
    fc
      .tuple(id, failed)
      .map(([captureId, how]): Sent => ({ type: 'record-capture', captureId, ...how })),
    fc
      .tuple(id, failed)
      .map(([refundId, how]): Sent => ({ type: 'record-refund', refundId, ...how })),
  )
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const played = new Played().play(authorization())
      for (const next of commands) {
        played.play(next)
        assert(done(played.state.captures) <= 1_000)
        assert(done(played.state.refunds) <= done(played.state.captures))
      }
    }),
  )
})
