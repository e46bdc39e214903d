import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#kernel/core/decider.ts'
import type { StockCommand, StockEvent } from '#services/inventory/contract.ts'
import { availableOf, type Share } from '#services/inventory/share.ts'
import { run, share } from '#services/inventory/shares-fixture.ts'
import { stock } from '#services/inventory/stock.ts'

const at = '2026-01-01T00:00:00.000Z'
const { decide } = stock.decider
const types = (events: readonly StockEvent[]) => events.map(({ type }) => type.slice(10))
const reserve = (orderId: string, quantity = 1): StockCommand => ({
  type: 'reserve',
  at,
  orderId,
  attempt: 1,
  quantity,
})

test('units are promised until none are left, then a shopper waits for another home', () => {
  const first = run(share({ onHand: 1, quiet: true }), reserve('ord_1'))
  assert.deepEqual(types(first.events), ['reserved'])
  const second = run(first.state, reserve('ord_2'))
  assert.deepEqual(types(second.events), ['reservation-waiting', 'share-requested'])
  assert.equal(second.state.reserved, 1)
})

test('units from another home go to the shopper who waited', () => {
  const { state } = run(share({ onHand: 0 }), reserve('ord_1'))
  const received = run(state, {
    type: 'receive-share',
    at,
    from: 'syd',
    request: 1,
    count: '',
    quantity: 3,
    last: true,
    early: false,
  })
  assert.deepEqual(types(received.events), ['share-received', 'reserved', 'request-answered'])
  assert.equal(availableOf(received.state), 2)
})

test('when no home has a unit, the shopper is told that it is sold out', () => {
  const { state } = run(share({ onHand: 0 }), reserve('ord_1'))
  const { events } = run(state, {
    type: 'receive-share',
    at,
    from: 'syd',
    request: 1,
    count: '',
    quantity: 0,
    last: true,
    early: false,
  })
  assert.deepEqual(types(events), ['share-received', 'reservation-refused', 'request-answered'])
  assert.equal(events[1]?.type === 'inventory.reservation-refused' && events[1].reason, 'sold-out')
})

test('an answer given while our own units were on their way there is asked again', () => {
  const { state } = run(share({ onHand: 0, sent: { syd: 1 } }), reserve('ord_1'))
  const { events } = run(state, {
    type: 'receive-share',
    at,
    from: 'syd',
    request: 1,
    count: '',
    quantity: 0,
    last: true,
    early: true,
  })
  assert.deepEqual(types(events), ['share-received', 'share-requested'])
})

test('a shopper does not wait for a home that cannot be reached, and its units count when they come', () => {
  const { state } = run(share({ onHand: 0 }), reserve('ord_1'))
  const gaveUp = run(state, { type: 'give-up-waiting', at, request: 1 })
  assert.deepEqual(types(gaveUp.events), ['reservation-refused', 'waiting-ended'])
  const next = run(gaveUp.state, reserve('ord_2'))
  assert.deepEqual(types(next.events), ['reservation-refused'])
  const late = run(next.state, {
    type: 'receive-share',
    at,
    from: 'syd',
    request: 1,
    count: '',
    quantity: 4,
    last: true,
    early: false,
  })
  assert.equal(availableOf(late.state), 4)
  assert.equal(late.state.asking, null)
})

test('a timer of a request that was answered changes nothing', () => {
  const { events } = run(share({ onHand: 5, requests: 1 }), {
    type: 'give-up-waiting',
    at,
    request: 1,
  })
  assert.deepEqual(events, [])
})

test('units that were on their way when somebody counted are not added again', () => {
  const counted = run(share({ onHand: 3 }), {
    type: 'count',
    at,
    count: at,
    onHand: 25,
    tracked: true,
    backorder: false,
  })
  const { state } = run(counted.state, {
    type: 'receive-share',
    at,
    from: 'syd',
    request: null,
    count: '',
    quantity: 7,
    last: true,
    early: false,
  })
  assert.equal(state.onHand, 25)
})

test('a counting that comes after a newer one changes nothing', () => {
  const older = decide(share({ count: '2026-01-02' }), {
    type: 'count',
    at,
    count: '2026-01-01',
    onHand: 1,
    tracked: true,
    backorder: false,
  })
  assert.deepEqual(older, [])
})

test('a backorder is promised below zero, and an untracked SKU without end', () => {
  const backorder = run(share({ backorder: true }), reserve('ord_1', 4))
  assert.deepEqual(types(backorder.events), ['reserved'])
  assert.equal(availableOf(backorder.state), -4)
  assert.deepEqual(types(run(share({ tracked: false }), reserve('ord_1', 400)).events), [
    'reserved',
  ])
})

test('stock is neither clamped nor taken below what is promised', () => {
  const refused = decide(share({ onHand: 5, reserved: 4 }), {
    type: 'adjust',
    at,
    by: -2,
    reason: 'broken',
  })
  assert.equal(isRefusal(refused) && refused.code, 'inventory.below-zero')
  const { state } = run(share({ onHand: 5, reserved: 4 }), {
    type: 'commit-shipped',
    at,
    orderId: 'ord_1',
    quantity: 4,
  })
  assert.deepEqual([state.onHand, state.reserved], [1, 0])
})

test('a share that runs low asks to even out, once until something changes', () => {
  const first = run(share({ onHand: 5 }), reserve('ord_1'))
  assert.deepEqual(types(first.events), ['reserved', 'share-requested'])
  const nothing = run(first.state, {
    type: 'receive-share',
    at,
    from: 'syd',
    request: 1,
    count: '',
    quantity: 0,
    last: true,
    early: false,
  })
  assert.deepEqual(types(run(nothing.state, reserve('ord_2')).events), ['reserved'])
})

test('a home gives half of what it has, or all that is needed', () => {
  const ask = (quantity: number, evenWith: number | null): StockCommand => ({
    type: 'release-share',
    at,
    to: 'sin',
    request: 1,
    count: '',
    quantity,
    evenWith,
    sent: 0,
    then: [],
  })
  const given = (state: Share, command: StockCommand) => {
    const [event] = run(state, command).events
    return event?.type === 'inventory.share-released' ? event.quantity : null
  }
  assert.equal(given(share({ onHand: 25 }), ask(1, null)), 12)
  assert.equal(given(share({ onHand: 25 }), ask(20, null)), 20)
  assert.equal(given(share({ onHand: 25 }), ask(40, null)), 25)
  assert.equal(given(share({ onHand: 25, reserved: 5 }), ask(20, 4)), 8)
  assert.equal(given(share({ onHand: 5 }), ask(20, 5)), 0)
  // The other was counted below what it has promised: it gets what is free here and no more.
  assert.equal(given(share({ onHand: 10, reserved: 9 }), ask(20, -3)), 1)
})
