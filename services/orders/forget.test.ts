import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  confirmed,
  PlayedOrder,
  place,
  reserved,
  authorized,
} from '#services/orders/order-fixture.ts'
import { booksUntil, forgetAgainMs, openAtMostMs } from '#services/orders/contract.ts'
import { order } from '#services/orders/order.ts'

const forget = { type: 'forget-person' } as const
const declined = () =>
  new PlayedOrder().play(place, reserved('MUG'), reserved('PLATE'), authorized('card_declined'))
const over = () => declined().play({ type: 'cancel', reason: 'no' })
const namesIn = ({ state }: PlayedOrder) =>
  ['ada@example.org', 'Ada Lim', '1 Marina Boulevard'].filter((name) =>
    JSON.stringify(state).includes(name),
  )

test('an order on its way keeps its address and is asked again', () => {
  const played = confirmed().play(forget)
  assert.deepEqual(
    played.events.map(({ type }) => type),
    ['orders.forgetting-put-off'],
  )
  assert.equal(played.sends[0]?.dueIn, forgetAgainMs)
  assert.equal(namesIn(played).length, 3)
})

test('one that is over keeps nobody but on its invoice, and forgets that when the books may go', () => {
  const played = over().play({ type: 'add-note', text: 'Ada called' }, forget)
  const { placed: state, sends } = played
  assert.equal(state.email, '')
  assert.equal(state.shippingAddress.name, '[erased]')
  assert.equal(state.billingAddress.name, 'Ada Lim')
  assert.equal(state.totals.total.amount, 7_124)
  assert.deepEqual(state.notes, [])
  assert.deepEqual(order.indexes['email']?.(state, 'ord_sin_1'), [])
  const [later] = sends
  assert.deepEqual(later?.kind, 'order')
  assert.ok(later.dueIn && later.dueIn > openAtMostMs)
  played.play({ type: 'forget-invoice' })
  assert.deepEqual(namesIn(played), [])
})

test('it forgets once', () => {
  assert.deepEqual(over().play(forget, forget).events, [])
})

test('books are kept to the end of the tenth year', () => {
  assert.equal(booksUntil('2026-11-28T10:00:00.000Z'), '2036-12-31T23:59:59.999Z')
})
