import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  authorized,
  confirmed,
  content,
  delivered,
  line,
  place,
  PlayedOrder,
  sent,
  shipmentId,
} from '#services/orders/order-fixture.ts'

const captured = (order: PlayedOrder, number: number) => {
  const shipment = order.placed.shipments.find(({ id }) => id === shipmentId(number))
  assert.ok(shipment)
  const { amount } = shipment
  return order.play({ type: 'record-capture', shipmentId: shipment.id, amount, failed: null })
}

test('money is taken only when the parcel has its label', () => {
  const order = confirmed().play({ type: 'ship', lines: null })
  assert.deepEqual(order.sent, ['shipment create'])
  order.play(sent(1))
  assert.deepEqual(order.sent, ['payment capture', 'stock commit-shipped', 'stock commit-shipped'])
  assert.equal(captured(order, 1).statuses, 'confirmed captured fulfilled')
  assert.equal(order.play(delivered(1)).statuses, 'completed captured delivered')
})

test('the news of a delivery may come before that of the sending', () => {
  const order = confirmed().play({ type: 'ship', lines: null }, delivered(1), sent(1))
  assert.deepEqual(order.sent, ['payment capture', 'stock commit-shipped', 'stock commit-shipped'])
  assert.equal(order.statuses, 'completed authorized delivered')
})

test('no more units are shipped than were ordered', () => {
  const twice = [
    { sku: 'MUG', quantity: 2 },
    { sku: 'MUG', quantity: 2 },
  ]
  assert.equal(confirmed().play({ type: 'ship', lines: twice }).refused, 'orders.not-shippable')
  const all = { type: 'ship', lines: null } as const
  assert.equal(confirmed().play(all, all).refused, 'orders.not-shippable')
})

test('whatever the parts, what is captured adds up to the total to the cent', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 })
  const quantities = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(
      quantities,
      fc.array(amount),
      amount,
      fc.infiniteStream(fc.nat(3)),
      fc.boolean(),
      (q, p, t, pick, taxIncluded) => {
        const total = { amount: t + 1, currency: 'SGD' }
        const lines = q.map((quantity, position) => {
          const price = { amount: (p[position] ?? 0) * quantity, currency: 'SGD' }
          const tax = { amount: position * quantity, currency: 'SGD' }
          return { ...line(`S${position}`, quantity, 0), total: price, tax, tracked: false }
        })
        const order = new PlayedOrder().play({
          type: 'place',
          payment: { method: 'card', token: 'tok_visa' },
          content: { ...content, lines, totals: { ...content.totals, taxIncluded, total } },
        })
        order.play({
          type: 'record-answer',
          step: 'authorize',
          key: 'payment',
          attempt: 1,
          refused: null,
        })
        let number = 0
        for (const choice of pick) {
          const open = lines.filter(
            ({ sku, quantity }) =>
              order.placed.shipments.flatMap((s) => s.lines).filter((l) => l.sku === sku).length <
              quantity,
          )
          const next = open[choice % Math.max(1, open.length)]
          if (next === undefined) break
          number += 1
          order.play({ type: 'ship', lines: [{ sku: next.sku, quantity: 1 }] }, sent(number))
          if (order.placed.shipments[number - 1]?.amount.amount) captured(order, number)
        }
        assert.deepEqual(order.placed.captured, total)
        assert.equal(order.placed.paymentStatus, 'captured')
      },
    ),
    { numRuns: 60 },
  )
})

test('a refund needs money that was taken, and gives back no more than that', () => {
  const refund = (amount: number) =>
    ({
      type: 'refund',
      amount: { amount, currency: 'SGD' },
      lines: [],
      returned: false,
      reason: 'late',
    }) as const
  assert.equal(confirmed().play(refund(1)).refused, 'orders.not-refundable')
  const order = captured(confirmed().play({ type: 'ship', lines: null }, sent(1)), 1)
  order.play(refund(7_000))
  assert.deepEqual(order.sent, ['payment refund'])
  assert.equal(order.play(refund(125)).refused, 'orders.not-refundable')
  order.play({ type: 'record-refund', refundId: 'refund-1', failed: null })
  assert.equal(order.statuses, 'confirmed partially-refunded fulfilled')
  order.play(refund(124), { type: 'record-refund', refundId: 'refund-2', failed: null })
  assert.equal(order.statuses, 'confirmed refunded fulfilled')
})

test('a refund that failed can be made again', () => {
  const order = captured(confirmed().play({ type: 'ship', lines: null }, sent(1)), 1)
  const all = { type: 'refund', amount: null, lines: [], returned: false, reason: 'x' } as const
  order.play(all, { type: 'record-refund', refundId: 'refund-1', failed: 'bank-says-no' }, all)
  assert.deepEqual([order.refused, order.sent], [null, ['payment refund']])
})

test('a unit that came back goes into stock once, however often its refund is asked for', () => {
  const order = captured(confirmed().play({ type: 'ship', lines: null }, sent(1)), 1)
  const back = (quantity: number) => {
    const reason = 'broken'
    order.play({
      type: 'refund',
      amount: null,
      lines: unitsOf('MUG', quantity),
      returned: true,
      reason,
    })
    return order.sends.flatMap((send) =>
      'command' in send && send.command.type === 'restock' ? [send.command['quantity']] : [],
    )
  }
  const fails = (number: number) =>
    order.play({ type: 'record-refund', refundId: `refund-${number}`, failed: 'bank-says-no' })
  assert.deepEqual(back(2), [2])
  fails(1)
  assert.deepEqual(back(2), [])
  fails(2)
  // With the third mug this time.
  assert.deepEqual(back(3), [1])
  assert.equal(order.statuses, 'confirmed captured fulfilled')
})

test('an order is returned when all of it came back, and a refund that failed brings nothing', () => {
  const order = captured(confirmed().play({ type: 'ship', lines: null }, sent(1)), 1)
  const refund = (sku: string, quantity: number) =>
    order.play({
      type: 'refund',
      amount: null,
      lines: unitsOf(sku, quantity),
      returned: true,
      reason: 'x',
    })
  refund('PLATE', 1)
  refund('MUG', 2).play({ type: 'record-refund', refundId: 'refund-2', failed: 'bank-says-no' })
  refund('MUG', 2)
  assert.equal(order.statuses, 'confirmed captured fulfilled')
  refund('MUG', 1)
  assert.equal(order.statuses, 'confirmed captured returned')
})

test('units that came back go into stock and are refunded at what they cost', () => {
  const order = captured(confirmed().play({ type: 'ship', lines: null }, sent(1)), 1)
  order.play({
    type: 'refund',
    amount: null,
    lines: [{ sku: 'PLATE', quantity: 1 }],
    returned: true,
    reason: 'broken',
  })
  assert.deepEqual(order.sent, ['payment refund', 'stock restock'])
  assert.deepEqual(order.placed.refunds[0]?.amount, { amount: 817, currency: 'SGD' })
})

/** A book that bears no tax and a toy that bears 5 %, which comes on top. */
const booksAndToys = (books = 1) => {
  const sgd = (amount: number) => ({ amount, currency: 'SGD' })
  const lines = [
    { ...line('BOOK', books, 10_000), tracked: false },
    { ...line('TOY', 1, 10_000), tax: sgd(500), tracked: false },
  ]
  const subtotal = sgd(10_000 * books + 10_000)
  const taxes = [{ name: 'GST', rateBp: 500, amount: sgd(500) }]
  const total = sgd(subtotal.amount + 500)
  const totals = { subtotal, shipping: sgd(0), taxes, taxIncluded: false, total }
  return new PlayedOrder().play({ ...place, content: { ...content, lines, totals } }, authorized())
}
const unitsOf = (sku: string, quantity = 1) => [{ sku, quantity }]

test('a unit is refunded with its own tax, where tax comes on top', () => {
  const refund = (sku: string) =>
    ({ type: 'refund', amount: null, lines: unitsOf(sku), returned: true, reason: 'x' }) as const
  const order = captured(booksAndToys().play({ type: 'ship', lines: null }, sent(1)), 1)
  order.play(refund('BOOK'), refund('TOY'))
  assert.deepEqual(
    order.placed.refunds.map(({ amount }) => amount.amount),
    [10_000, 10_500],
  )
})

test('a parcel takes the tax of what is in it, where tax comes on top', () => {
  const order = booksAndToys(2)
  order.play({ type: 'ship', lines: unitsOf('BOOK') }, sent(1))
  order.play({ type: 'ship', lines: unitsOf('TOY') }, sent(2), { type: 'ship', lines: null })
  assert.deepEqual(
    order.placed.shipments.map(({ amount }) => amount.amount),
    [10_000, 10_500, 10_000],
  )
})

test('a parcel that was priced another way is made up for by the next ones', () => {
  for (const amount of [10_250, 9_000]) {
    const order = booksAndToys().play({ type: 'ship', lines: unitsOf('BOOK') }, sent(1))
    const [first] = order.placed.shipments
    assert.ok(first)
    order.state = {
      ...order.placed,
      shipments: [{ ...first, amount: { amount, currency: 'SGD' } }],
    }
    order.play({ type: 'ship', lines: null })
    assert.equal(order.placed.shipments[1]?.amount.amount, 20_500 - amount)
  }
})
