import { test } from 'node:test'
import { specify } from '#kernel/testing/specify.ts'
import type { Letter, MessageEvent } from '#services/notifications/contract.ts'
import { message } from '#services/notifications/message.ts'

const at = '2026-01-01T00:00:00.000Z'
const sgd = { amount: 1, currency: 'SGD' }
const letter: Letter = {
  template: 'order-cancelled',
  reason: 'asked-for',
  order: {
    orderId: 'ord_sin_1',
    number: '1',
    email: 'ada@example.org',
    name: 'Ada',
    placedAt: at,
    lines: [],
    totals: { subtotal: sgd, shipping: sgd, taxes: [], taxIncluded: true, total: sgd },
  },
}
const sent: MessageEvent = { type: 'notifications.message-sent', at, letter }
const specification = specify(message.decider)

test('what was sent is kept and can be sent again', () => {
  specification.given().when({ type: 'record-sent', at, letter }).emits(sent)
  specification
    .given(sent)
    .when({ type: 'resend' })
    .emits({ type: 'notifications.resend-asked', letter })
  specification.given(sent).when({ type: 'record-sent', at, letter }).emits(sent)
})

test('what was never sent cannot be sent again', () => {
  specification.given().when({ type: 'resend' }).refuses('notifications.not-found')
})

test('what is forgotten says nothing, also when the mail was on its way', () => {
  const forgotten: MessageEvent = { type: 'notifications.message-forgotten' }
  specification.given(sent).when({ type: 'forget' }).emits(forgotten)
  specification.given(sent, forgotten).when({ type: 'forget' }).emits()
  specification.given(forgotten).when({ type: 'record-sent', at, letter }).emits()
  specification.given(sent, forgotten).when({ type: 'resend' }).refuses('notifications.not-found')
})
