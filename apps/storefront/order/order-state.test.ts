import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Order } from '#apps/storefront/app/queries.ts'
import { isOver, stateOf } from '#apps/storefront/order/order-state.ts'

const order = (part: Partial<Order>) => {
  const start = { fulfilmentStatus: 'unfulfilled', shipments: [], refunds: [], reason: null }
  return { ...start, ...part } as unknown as Order
}
const refund = (status: Order['refunds'][number]['status']) =>
  ({ status }) as Order['refunds'][number]

test('a cancelled order is followed until its money is settled', () => {
  const cancelled = (part: Partial<Order>) => isOver(order({ status: 'cancelled', ...part }))
  assert.equal(cancelled({ paymentStatus: 'authorized' }), false)
  assert.equal(cancelled({ paymentStatus: 'captured' }), false)
  assert.equal(
    cancelled({ paymentStatus: 'partially-refunded', refunds: [refund('asked')] }),
    false,
  )
  assert.equal(cancelled({ paymentStatus: 'refunded', refunds: [refund('done')] }), true)
  assert.equal(cancelled({ paymentStatus: 'voided' }), true)
  assert.equal(cancelled({ paymentStatus: 'declined' }), true)
})

test('an order that was rejected is over, and one that goes well never is', () => {
  assert.equal(isOver(order({ status: 'rejected', paymentStatus: 'none' })), true)
  assert.equal(isOver(order({ status: 'completed', paymentStatus: 'captured' })), false)
})

test('that the money comes back is said of a cancelled order too', () => {
  assert.equal(stateOf(order({ status: 'cancelled', paymentStatus: 'voided' })), 'cancelled')
  assert.equal(stateOf(order({ status: 'cancelled', paymentStatus: 'captured' })), 'cancelled')
  assert.equal(stateOf(order({ status: 'cancelled', paymentStatus: 'refunded' })), 'refunded')
})

test('an order is on its way when a parcel has left, not when only its voucher was delivered', () => {
  const lines = [
    { sku: 'MUG', requiresShipping: true },
    { sku: 'CARD', requiresShipping: false },
  ] as unknown as Order['lines']
  const shipped = (sku: string, status: string) =>
    ({ status, lines: [{ sku, quantity: 1 }] }) as unknown as Order['shipments'][number]
  const state = (...shipments: Order['shipments']) =>
    stateOf(
      order({ status: 'confirmed', fulfilmentStatus: 'partially-fulfilled', lines, shipments }),
    )
  assert.equal(state(shipped('CARD', 'delivered')), 'confirmed')
  assert.equal(state(shipped('CARD', 'delivered'), shipped('MUG', 'preparing')), 'confirmed')
  assert.equal(state(shipped('MUG', 'sent')), 'sent')
})
