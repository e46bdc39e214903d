import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  confirmed,
  content,
  PlayedOrder,
  sent,
  shipmentId,
} from '#services/orders/order-fixture.ts'

const sgd = (amount: number) => ({ amount, currency: 'SGD' })
const total = content.totals.total.amount
const capture = (amount: number | null = null) =>
  ({ type: 'capture', amount: amount === null ? null : sgd(amount) }) as const
const taken = (id: string, amount: number, failed: string | null = null) =>
  ({ type: 'record-capture', shipmentId: id, amount: sgd(amount), failed }) as const
const shipAll = { type: 'ship', lines: null } as const
const cancel = { type: 'cancel', reason: 'by-the-shop' } as const
const timeline = (order: PlayedOrder) => order.placed.timeline.map(({ what }) => what).slice(-2)

test('a confirmed order is captured whole, and its parcel takes nothing more', () => {
  const order = confirmed().play(capture())
  assert.deepEqual(order.sent, ['payment capture'])
  order.play(taken('capture-1', total))
  assert.equal(order.statuses, 'confirmed captured unfulfilled')
  assert.deepEqual(timeline(order), ['capture-requested', 'payment-captured'])
  order.play(shipAll, sent(1))
  assert.deepEqual(order.sent, ['stock commit-shipped', 'stock commit-shipped'])
  assert.equal(order.statuses, 'confirmed captured fulfilled')
})

test('what was captured ahead pays for the units sent first', () => {
  const order = confirmed().play(capture(3_000), taken('capture-1', 3_000))
  assert.equal(order.statuses, 'confirmed authorized unfulfilled')
  order.play({ type: 'ship', lines: [{ sku: 'MUG', quantity: 1 }] }, sent(1))
  order.play(shipAll, sent(2))
  const amounts = order.placed.shipments.map(({ amount }) => amount.amount)
  assert.deepEqual(amounts, [0, total - 3_000])
})

test('whatever is captured by hand and however it is shipped, the parts add up to the total', () => {
  const step = fc.oneof(
    fc.record({ is: fc.constant('capture' as const), amount: fc.integer({ min: 1, max: total }) }),
    fc.record({ is: fc.constant('ship' as const), amount: fc.integer({ min: 0, max: 1 }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.boolean(), (steps, fails) => {
      const order = confirmed()
      const ship = (lines: readonly { sku: string; quantity: number }[] | null) => {
        if (order.play({ type: 'ship', lines }).refused !== null) return
        const { length } = order.placed.shipments
        const amount = order.placed.shipments.at(-1)?.amount.amount ?? 0
        order.play(sent(length))
        if (amount > 0) order.play(taken(shipmentId(length), amount))
      }
      for (const { is, amount } of steps) {
        if (is === 'ship') ship([{ sku: amount === 0 ? 'MUG' : 'PLATE', quantity: 1 }])
        else if (order.play(capture(amount)).refused === null) {
          const id = `capture-${order.placed.captures?.length}`
          order.play(taken(id, amount, fails ? 'bank-says-no' : null))
        }
      }
      ship(null)
      assert.equal(order.placed.captured.amount, total)
    }),
  )
})

test('no more is captured than is left, and only of a confirmed order', () => {
  assert.equal(confirmed().play(capture(total + 1)).refused, 'orders.not-capturable')
  assert.equal(confirmed().play(capture(0)).refused, 'orders.not-capturable')
  assert.equal(confirmed().play(capture(), capture()).refused, 'orders.not-capturable')
  const foreign = { type: 'capture', amount: { amount: 1, currency: 'AUD' } } as const
  assert.equal(confirmed().play(foreign).refused, 'orders.not-capturable')
  assert.equal(confirmed().play(shipAll, capture()).refused, 'orders.not-capturable')
  assert.equal(confirmed().play(cancel, capture()).refused, 'orders.not-capturable')
})

test('while the bank is asked, the order is neither shipped nor cancelled', () => {
  const order = confirmed().play(capture())
  assert.equal(order.play(shipAll).refused, 'orders.not-shippable')
  assert.equal(order.play(cancel).refused, 'orders.not-cancellable')
})

test('a capture that failed is made again, and its parcel is paid in full', () => {
  const order = confirmed().play(capture(), taken('capture-1', total, 'bank-says-no'))
  assert.equal(order.statuses, 'confirmed authorized unfulfilled')
  assert.deepEqual(timeline(order), ['capture-requested', 'capture-failed'])
  assert.deepEqual(order.play(capture()).sent, ['payment capture'])
  order.play(taken('capture-2', total, 'bank-says-no'), shipAll)
  assert.deepEqual(order.placed.shipments[0]?.amount, sgd(total))
})

test('cancelling gives back what was captured, and voids nothing', () => {
  const order = confirmed().play(capture(3_000), taken('capture-1', 3_000), cancel)
  assert.deepEqual(order.sent, ['stock release', 'stock release', 'payment refund'])
  assert.equal(order.statuses, 'cancelled authorized unfulfilled')
  order.play({ type: 'record-refund', refundId: 'refund-1', failed: null })
  assert.equal(order.statuses, 'cancelled refunded unfulfilled')
  assert.deepEqual(order.placed.refunds[0]?.amount, sgd(3_000))
})

test('cancelling after a capture that failed voids as ever', () => {
  const order = confirmed().play(capture(), taken('capture-1', total, 'bank-says-no'), cancel)
  assert.deepEqual(order.sent, ['payment void', 'stock release', 'stock release'])
})
