import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  confirmed,
  content,
  delivered,
  PlayedOrder,
  sent,
  shipmentId,
} from '#services/orders/order-fixture.ts'
import { unpaid } from '#services/orders/taken-ahead.ts'

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
    fc.property(
      fc.array(step, { maxLength: 12 }),
      fc.boolean(),
      fc.nat(31),
      (steps, fails, bad) => {
        const order = confirmed()
        const send = (lines: readonly { sku: string; quantity: number }[] | null) => {
          if (order.play({ type: 'ship', lines }).refused !== null) return
          const { length } = order.placed.shipments
          const amount = order.placed.shipments.at(-1)?.amount.amount ?? 0
          order.play(sent(length))
          const failed = (bad & (1 << length)) > 0 ? 'card_expired' : null
          if (amount > 0) order.play(taken(shipmentId(length), amount, failed))
        }
        for (const { is, amount } of steps) {
          if (is === 'ship') send([{ sku: amount === 0 ? 'MUG' : 'PLATE', quantity: 1 }])
          else if (order.play(capture(amount)).refused === null) {
            const id = `capture-${order.placed.captures?.length}`
            order.play(taken(id, amount, fails ? 'bank-says-no' : null))
          }
        }
        send(null)
        // What the bank refused to parcels is all that is left.
        const left = total - order.placed.captured.amount
        assert.equal(left, unpaid(order.placed))
        if (left > 0)
          order.play(capture(), taken(`capture-${(order.placed.captures?.length ?? 0) + 1}`, left))
        assert.equal(order.placed.captured.amount, total)
      },
    ),
  )
})

const ship = (sku: string, quantity: number) =>
  ({ type: 'ship', lines: [{ sku, quantity }] }) as const
const refused = (number: number, amount: number) =>
  taken(shipmentId(number), amount, 'card_expired')
const [mugs, plate] = [6_307, 817]

test('what the bank refused to a parcel is captured again, though the order is completed', () => {
  const order = confirmed().play(shipAll, sent(1), refused(1, total), delivered(1))
  assert.equal(order.statuses, 'completed authorized delivered')
  assert.equal(order.placed.shipments[0]?.captureFailed, true)
  assert.deepEqual(order.play(capture()).sent, ['payment capture'])
  order.play(taken('capture-1', total))
  assert.equal(order.statuses, 'completed captured delivered')
  assert.equal(order.play(capture(1)).refused, 'orders.not-capturable')
})

test('of a completed order that was paid nothing is captured', () => {
  const order = confirmed().play(shipAll, sent(1), taken(shipmentId(1), total), delivered(1))
  assert.equal(order.play(capture()).refused, 'orders.not-capturable')
})

test('the next parcel takes its own price, not what the bank refused to the one before', () => {
  const order = confirmed().play(ship('MUG', 3), sent(1), refused(1, mugs), shipAll)
  assert.deepEqual(order.placed.shipments[1]?.amount, sgd(plate))
  assert.equal(order.play(capture(mugs + 1)).refused, 'orders.not-capturable')
  assert.equal(order.play(capture(mugs)).refused, null)
})

test('what is captured after a refusal pays for that parcel first', () => {
  const order = confirmed().play(ship('MUG', 3), sent(1), refused(1, mugs))
  order.play(capture(mugs + 17), taken('capture-1', mugs + 17), shipAll)
  assert.deepEqual(order.placed.shipments[1]?.amount, sgd(plate - 17))
})

test('units that the bank refused to pay are refunded only when they were paid after all', () => {
  const refund = { type: 'refund', amount: null, returned: true, reason: 'broken' } as const
  const order = confirmed().play(ship('MUG', 3), sent(1), taken(shipmentId(1), mugs))
  order.play(ship('PLATE', 1), sent(2), refused(2, plate))
  const plates = { ...refund, lines: [{ sku: 'PLATE', quantity: 1 }] }
  assert.equal(order.play(plates).refused, 'orders.not-refundable')
  order.play(capture(), taken('capture-1', plate))
  assert.equal(order.play(plates).refused, null)
  assert.deepEqual(order.placed.refunds[0]?.amount, sgd(plate))
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
