import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isCancellable,
  refundableAmount,
  refundableUnits,
  unshippedUnits,
} from '#apps/console/orders/order-units.ts'
import type { Order } from '#apps/console/orders/order-queries.ts'

const sgd = (amount: number) => ({ amount, currency: 'SGD' as const })
const order = {
  status: 'confirmed',
  captured: sgd(3_000),
  lines: [
    { sku: 'MUG', title: 'Mug', options: ['Sea'], quantity: 3 },
    { sku: 'TEA', title: 'Tea', options: [], quantity: 1 },
  ],
  shipments: [{ status: 'sent', lines: [{ sku: 'MUG', quantity: 2 }] }],
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

test('an order of which a part was sent cannot be cancelled', () => {
  assert.equal(isCancellable(order), false)
  assert.equal(isCancellable({ ...order, shipments: [] }), true)
})
