import assert from 'node:assert/strict'
import { test } from 'node:test'
import { specify } from '#kernel/testing/specify.ts'
import { customerIdOf, ordersKeptMax, type OrderRecorded } from '#services/customers/contract.ts'
import { customer } from '#services/customers/customer.ts'

const order = (number: number, currency = 'SGD'): OrderRecorded => ({
  type: 'customers.order-recorded',
  orderId: `ord_sin_${number}`,
  email: 'Ada@example.org',
  name: `Ada ${number}`,
  total: { amount: 100, currency },
  placedAt: `2026-01-01T00:00:00.${String(number).padStart(3, '0')}Z`,
})
const specification = specify(customer.decider)

test('case does not tell people apart', () => {
  assert.equal(customerIdOf('Ada@Example.org', 'sin'), customerIdOf(' ada@example.org', 'sin'))
})

test('orders are summed by currency, in whatever order they arrive', () => {
  const { type: _, ...second } = order(2)
  const state = specification
    .given(order(3), order(1, 'AUD'))
    .when({ type: 'record-order', ...second })
    .emits(order(2))
  assert(state.is === 'known')
  assert.deepEqual(state.ordered, [
    { amount: 200, currency: 'SGD' },
    { amount: 100, currency: 'AUD' },
  ])
  assert.equal(state.name, 'Ada 3')
  assert.deepEqual([state.firstOrderAt, state.lastOrderAt], [order(1).placedAt, order(3).placedAt])
})

test('an order counts once', () => {
  const { type: _, ...again } = order(1)
  specification
    .given(order(1))
    .when({ type: 'record-order', ...again })
    .emits()
})

test('the record names the newest orders and counts them all', () => {
  const many = Array.from({ length: ordersKeptMax + 5 }, (_, number) => order(number))
  const state = many.reduce(customer.decider.evolve, customer.decider.initial)
  assert(state.is === 'known')
  assert.equal(state.orderIds.length, ordersKeptMax)
  assert.equal(state.orderCount, ordersKeptMax + 5)
})

test('whoever is forgotten is unknown, and an order that is told late does not bring them back', () => {
  const { type: _, ...late } = order(2)
  const orderIds = [order(1).orderId, late.orderId]
  specification
    .given(order(1))
    .when({ type: 'forget', orderIds })
    .emits({ type: 'customers.customer-forgotten', orderIds })
  const forgotten = { type: 'customers.customer-forgotten', orderIds } as const
  const state = specification
    .given(order(1), forgotten)
    .when({ type: 'record-order', ...late })
    .emits()
  assert.equal(state.is, 'unknown')
  const { type: _again, ...next } = order(3)
  specification
    .given(order(1), forgotten)
    .when({ type: 'record-order', ...next })
    .emits(order(3))
})
