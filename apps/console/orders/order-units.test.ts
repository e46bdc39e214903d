import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  capturableAmount,
  headOf,
  isCancellable,
  isShippable,
  refundableAmount,
  refundableUnits,
  trackingOf,
  unshippedUnits,
} from '#apps/console/orders/order-units.ts'
import type { Order } from '#apps/console/orders/order-queries.ts'

const sgd = (amount: number) => ({ amount, currency: 'SGD' as const })
const order = {
  status: 'confirmed',
  total: sgd(9_000),
  captured: sgd(3_000),
  captures: [{ id: 'capture-1', status: 'failed', amount: sgd(100) }],
  lines: [
    { sku: 'MUG', title: 'Mug', options: ['Sea'], quantity: 3 },
    { sku: 'TEA', title: 'Tea', options: [], quantity: 1 },
  ],
  shipments: [{ status: 'sent', amount: sgd(3_000), lines: [{ sku: 'MUG', quantity: 2 }] }],
  refunds: [
    { status: 'done', amount: sgd(1_000), lines: [{ sku: 'MUG', quantity: 1 }] },
    { status: 'failed', amount: sgd(500), lines: [{ sku: 'MUG', quantity: 1 }] },
  ],
} as unknown as Order

test('what was not sent yet can be shipped', () => {
  assert.deepEqual(
    unshippedUnits(order).map(({ sku, most }) => [sku, most]),
    [
      ['MUG', 1],
      ['TEA', 1],
    ],
  )
})

test('only what was sent can be refunded by units, and a failed refund counts for nothing', () => {
  assert.deepEqual(refundableUnits(order), [{ sku: 'MUG', title: 'Mug · Sea', most: 1 }])
  assert.equal(refundableAmount(order), 2_000)
})

test('only a parcel has a number to follow', () => {
  const lines = [
    { sku: 'MUG', requiresShipping: true },
    { sku: 'CARD', requiresShipping: false },
  ]
  const mixed = { ...order, lines } as unknown as Order
  const said = (shipment: Partial<Order['shipments'][number]>) => {
    const whole = { trackingNumber: null, ...shipment } as Order['shipments'][number]
    return [headOf(mixed, whole), trackingOf(mixed, whole)]
  }
  const card = [{ sku: 'CARD', quantity: 2 }]
  const both = [...card, { sku: 'MUG', quantity: 1 }]
  assert.deepEqual(said({ lines: card, status: 'delivered' }), [
    '2 units without a parcel, delivered',
    null,
  ])
  assert.deepEqual(said({ lines: both, status: 'preparing' }), [
    'Parcel of 3 units, preparing',
    'The label is being bought',
  ])
  assert.deepEqual(said({ lines: both, status: 'sent', trackingNumber: 'T1' }), [
    'Parcel of 3 units, sent',
    'Tracking T1',
  ])
})

test('an order of which a part was sent cannot be cancelled', () => {
  assert.equal(isCancellable(order), false)
  assert.equal(isCancellable({ ...order, shipments: [] }), true)
})

test('what no parcel and no capture takes can be captured, and nothing else happens meanwhile', () => {
  assert.equal(capturableAmount(order), 6_000)
  assert.equal(capturableAmount({ ...order, status: 'cancelled' }), 0)
  const asked = { id: 'capture-2', status: 'asked', amount: sgd(4_000) } as const
  const capturing = { ...order, shipments: [], captures: [asked] }
  assert.equal(capturableAmount(capturing), 5_000)
  assert.deepEqual([isShippable(capturing), isCancellable(capturing)], [false, false])
})

test('what the bank refused to a parcel can be captured, though the order is completed', () => {
  const shipments = [
    { ...order.shipments[0], amount: sgd(3_000), captureFailed: true },
    { ...order.shipments[0], amount: sgd(6_000) },
  ] as Order['shipments']
  assert.equal(capturableAmount({ ...order, status: 'completed', shipments }), 3_000)
})
