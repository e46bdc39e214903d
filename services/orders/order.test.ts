import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  authorized,
  confirmed,
  PlayedOrder,
  content,
  payment,
  place,
  reserved,
} from '#services/orders/order-fixture.ts'
import { orderIdOf, orderNumberOf, PlaceOrderBody } from '#services/orders/contract.ts'

const declined = () =>
  new PlayedOrder().play(place, reserved('MUG'), reserved('PLATE'), authorized('card_declined'))

test('an order is reserved, then authorized, then confirmed', () => {
  const order = new PlayedOrder().play(place)
  assert.deepEqual(order.sent, ['cart mark-ordered', 'stock reserve', 'stock reserve'])
  order.play(reserved('PLATE'))
  assert.deepEqual(order.sent, [])
  order.play(reserved('MUG'))
  assert.deepEqual(order.sent, ['payment payments.authorize'])
  order.play(authorized())
  assert.equal(order.statuses, 'confirmed authorized unfulfilled')
})

test('it takes its units from the share of its own home', () => {
  const { sends } = new PlayedOrder().play(place)
  assert.deepEqual(
    sends.filter(({ kind }) => kind === 'stock').map(({ id }) => id),
    ['stk_sin_MUG', 'stk_sin_PLATE'],
  )
})

test('a cart becomes one order, in every region and whatever the key', () => {
  assert.equal(orderIdOf('crt_sin_0123456789abcdef'), 'ord_sin_0123456789abcdef')
  const order = confirmed().play(place)
  assert.deepEqual([order.events, order.refused], [[], null])
  order.play({ type: 'place-again', payment: { method: 'card', token: 'tok_other' } })
  assert.deepEqual(order.events, [])
})

test('a price or any other unknown member of the request is refused', () => {
  assert.equal(Reflect.get(PlaceOrderBody, 'additionalProperties'), false)
  assert.ok(!Object.keys(PlaceOrderBody.properties).some((name) => /price|amount/i.test(name)))
})

test('untracked lines are not reserved, and a free order is not charged', () => {
  const free = { ...content.totals, total: { amount: 0, currency: 'SGD' } }
  const lines = content.lines.map((line) => ({ ...line, tracked: false }))
  const order = new PlayedOrder().play({
    ...place,
    content: { ...content, lines, totals: free },
  })
  assert.equal(order.statuses, 'confirmed none unfulfilled')
})

test('an order nobody can mean is rejected before anything is taken', () => {
  const total = { amount: 900_000_000_000_000, currency: 'SGD' }
  const order = new PlayedOrder().play({
    ...place,
    content: { ...content, totals: { ...content.totals, total } },
  })
  assert.equal(order.placed.reason, 'unbelievable-total')
  assert.deepEqual(order.sent, ['cart mark-ordered'])
})

test('what is sold out is told, and only what was reserved is released', () => {
  const order = new PlayedOrder().play(place, reserved('MUG', 'sold-out'))
  assert.deepEqual(order.sent, [])
  order.play(reserved('PLATE'))
  assert.equal(order.statuses, 'rejected none unfulfilled')
  assert.deepEqual([order.placed.reason, order.placed.soldOut], ['sold-out', ['MUG']])
  assert.deepEqual(
    order.sends.map(({ id }) => id),
    ['stk_sin_PLATE'],
  )
})

test('a declined payment lets the units go and can be replaced on the same order', () => {
  const order = declined()
  assert.equal(order.statuses, 'pending declined unfulfilled')
  assert.deepEqual(order.sent, ['stock release', 'stock release', 'order expire-payment'])
  order.play({ type: 'pay', payment: { method: 'card', token: 'tok_new' } })
  assert.deepEqual(order.sent, ['stock reserve', 'stock reserve'])
  order.play(reserved('MUG'), reserved('PLATE'), authorized())
  assert.equal(order.statuses, 'pending none unfulfilled', 'answers of attempt 1 do not count')
  order.play(reserved('MUG', null, 2), reserved('PLATE', null, 2), authorized(null, 2))
  assert.equal(order.statuses, 'confirmed authorized unfulfilled')
})

test('the same cart with another token pays a declined order again, with the same one it does not', () => {
  assert.deepEqual(declined().play({ type: 'place-again', payment }).events, [])
  const other = { method: 'card', token: 'tok_new' } as const
  const order = declined().play({ type: 'place-again', payment: other })
  assert.deepEqual(order.sent, ['stock reserve', 'stock reserve'])
})

test('an order that is not paid in time is rejected, unless it was paid again meanwhile', () => {
  const expire = { type: 'expire-payment', attempt: 1 } as const
  const order = declined().play(expire)
  assert.equal(order.placed.reason, 'payment-declined')
  assert.equal(order.statuses, 'rejected declined unfulfilled')
  const again = { method: 'card', token: 'tok_new' } as const
  assert.deepEqual(declined().play({ type: 'pay', payment: again }, expire).events, [])
})

test('only an order that waits for payment can be paid', () => {
  const other = { method: 'card', token: 'tok_new' } as const
  assert.equal(confirmed().play({ type: 'pay', payment: other }).refused, 'orders.not-payable')
})

test('a cancellation while answers are out is remembered and then carried out', () => {
  const order = new PlayedOrder().play(place, { type: 'cancel', reason: 'changed-my-mind' })
  assert.deepEqual([order.sent, order.placed.reason], [[], 'cancelling'])
  order.play(reserved('MUG'), reserved('PLATE'))
  assert.equal(order.statuses, 'cancelled none unfulfilled')
  assert.deepEqual(order.sent, ['stock release', 'stock release'])
})

test('an authorization that arrives after the cancellation is voided', () => {
  const order = new PlayedOrder().play(place, reserved('MUG'), reserved('PLATE'))
  order.play({ type: 'cancel', reason: 'late' }, authorized())
  assert.deepEqual(order.sent, ['payment void', 'stock release', 'stock release'])
  order.play({ type: 'record-void' })
  assert.equal(order.statuses, 'cancelled voided unfulfilled')
})

test('a confirmed order is cancelled by undoing every step, once', () => {
  const order = confirmed().play({ type: 'cancel', reason: 'asked-for' })
  assert.deepEqual(order.sent, ['payment void', 'stock release', 'stock release'])
  assert.deepEqual(order.play({ type: 'cancel', reason: 'again' }).events, [])
})

test('what is being shipped is not cancelled', () => {
  const order = confirmed().play({ type: 'ship', lines: null }, { type: 'cancel', reason: 'late' })
  assert.equal(order.refused, 'orders.not-cancellable')
})

test('the token is gone when the bank has answered, and never written into the log', () => {
  const order = new PlayedOrder().play(place)
  const kept = order.events.map((event) => {
    const { fleeting: _, ...rest } = { fleeting: null, ...event }
    return rest
  })
  assert.ok(!JSON.stringify(kept).includes('tok_visa'))
  assert.ok(!JSON.stringify(confirmed().state).includes('tok_visa'))
  assert.ok(!JSON.stringify(declined().state).includes('tok_visa'))
})

test('people can read the number of an order aloud', () => {
  assert.equal(orderNumberOf('ord_sin_0123456789abcdef'), '01234-56789')
})

test('nothing is decided about an order that was never placed', () => {
  const order = new PlayedOrder().play({ type: 'cancel', reason: 'x' })
  assert.equal(order.refused, 'orders.not-found')
})

test('what is told of an order goes on speaking its language', () => {
  const chinese = { ...place, content: { ...content, language: 'zh-Hans' as const } }
  const order = new PlayedOrder().play(chinese, reserved('MUG'), reserved('PLATE'), authorized())
  const confirmation = order.events.find(({ type }) => type === 'orders.order-confirmed')
  assert.ok(confirmation?.type === 'orders.order-confirmed')
  assert.equal(confirmation.order.language, 'zh-Hans')
})
