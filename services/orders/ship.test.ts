import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  confirmedWithVoucher,
  content,
  delivered,
  line,
  PlayedOrder,
  sent,
  shipmentId,
} from '#services/orders/order-fixture.ts'
import { reactions } from '#services/orders/reactions.ts'

const shipAll = { type: 'ship', lines: null } as const
const only = (sku: string, quantity: number) =>
  ({ type: 'ship', lines: [{ sku, quantity }] }) as const
const types = ({ events }: PlayedOrder) => events.map(({ type }) => type)
const created = ({ sends }: PlayedOrder) =>
  sends.flatMap((send) => ('command' in send && send.kind === 'shipment' ? [send.command] : []))

test('what needs no parcel is sent and delivered at once, without a label, and is paid', () => {
  const order = confirmedWithVoucher(0).play(shipAll)
  assert.deepEqual(types(order), [
    'orders.shipment-requested',
    'orders.shipment-delivered',
    'orders.order-completed',
  ])
  assert.deepEqual(order.sent, ['payment capture'])
  assert.equal(order.statuses, 'completed authorized delivered')
  const { total } = content.totals
  const [shipment] = order.placed.shipments
  assert.deepEqual(
    [shipment?.status, shipment?.trackingNumber, shipment?.amount],
    ['delivered', null, total],
  )
  order.play({ type: 'record-capture', shipmentId: shipmentId(1), amount: total, failed: null })
  assert.equal(order.statuses, 'completed captured delivered')
  assert.equal(order.play(shipAll).refused, 'orders.not-shippable')
})

test('what needs no parcel but is counted leaves the stock', () => {
  const ticket = { ...line('MUG', 3, 1_999), requiresShipping: false }
  const order = new PlayedOrder().play(
    {
      type: 'place',
      payment: { method: 'card', token: 't' },
      content: { ...content, lines: [ticket] },
    },
    { type: 'record-answer', step: 'reserve', key: 'MUG', attempt: 1, refused: null },
    { type: 'record-answer', step: 'authorize', key: 'payment', attempt: 1, refused: null },
    only('MUG', 2),
  )
  assert.deepEqual(order.sent, ['payment capture', 'stock commit-shipped'])
  assert.equal(order.statuses, 'confirmed authorized partially-fulfilled')
})

test('a parcel holds and weighs what needs one; the rest goes with it', () => {
  const order = confirmedWithVoucher(2).play(shipAll)
  const [parcel] = created(order)
  assert.deepEqual([parcel?.['lines'], parcel?.['grams']], [[{ sku: 'MUG', quantity: 2 }], 800])
  assert.equal(order.placed.shipments[0]?.lines.length, 2)
  order.play(sent(1))
  assert.deepEqual(order.sent, ['payment capture', 'stock commit-shipped'])
  assert.equal(order.play(delivered(1)).statuses, 'completed authorized delivered')
})

test('an order is completed by its last part, whichever needs no parcel', () => {
  const voucherLast = confirmedWithVoucher().play(only('MUG', 1), sent(1), delivered(1), shipAll)
  assert.equal(voucherLast.statuses, 'completed authorized delivered')
  const voucherFirst = confirmedWithVoucher().play(only('VOUCHER', 2), shipAll)
  assert.equal(voucherFirst.statuses, 'confirmed authorized partially-fulfilled')
  assert.equal(voucherFirst.play(sent(2), delivered(2)).statuses, 'completed authorized delivered')
})

test('a shipment that was asked for before parcels were told apart gets its label', () => {
  const order = confirmedWithVoucher().play(shipAll)
  const [event] = order.events
  assert.ok(event?.type === 'orders.shipment-requested')
  const { parcel: _, tracked: __, ...older } = event
  const about = { documentId: content.id, home: 'sin', at: '', homes: ['sin', 'syd'] }
  const sends = reactions
    .filter(({ on }) => on === event.type)
    .flatMap((reaction) => reaction.then(older, about))
  assert.deepEqual(
    sends.map((send) => 'command' in send && send.command['lines']),
    [event.shipment.lines],
  )
})
