// Whether units are tracked and sold on below zero changes apart from how many there are.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isRefusal } from '#kernel/core/decider.ts'
import type { Context } from '#kernel/service/context.ts'
import { stockId, type StockCommand } from '#services/inventory/contract.ts'
import { routes } from '#services/inventory/routes.ts'
import { noShare, type Share } from '#services/inventory/share.ts'
import { homes, run, share, Shares, sku } from '#services/inventory/shares-fixture.ts'
import { stock } from '#services/inventory/stock.ts'

const at = '2026-01-02T00:00:00.000Z'
const first = stockId('sin', sku)
const idAt = (position: number) => stockId(homes[position] ?? '', sku)
const { decide } = stock.decider
const rulesOf = ({ tracked, backorder }: Share) => ({ tracked, backorder })

/** What a PUT decides on, from a copy in which the shares hold these units. */
async function put(body: object, shares: readonly Share[]) {
  const route = routes.find(({ method }) => method === 'PUT')
  assert(route?.does === 'command')
  const context = {
    homes: homes.slice(0, shares.length),
    homeFor: () => 'sin',
    frozenSince: () => null,
    readMany: async () => shares.map((state, place) => ({ id: idAt(place), state, changedAt: at })),
  } as unknown as Context
  const request = { params: { sku }, query: {}, body, key: 'k', shopperRegion: null }
  return route.command({ ...request, principal: null, header: () => undefined }, context, first)
}

test('a PUT without numbers counts nothing, whatever the copy shows', async () => {
  const command = await put({ backorder: true }, [share({ onHand: 7 }), share({ onHand: 3 })])
  assert(!isRefusal(command))
  assert.equal(command.type, 'take-rules-all')
  const world = new Shares([7, 3])
  world.send(first, { type: 'send-share', to: 'syd', quantity: 4 })
  world.send(first, command)
  world.send(idAt(1), { type: 'commit-shipped', orderId: 'ord_1', quantity: 1 })
  while (world.mail.length > 0) world.deliver(world.mail.length - 1)
  assert.deepEqual(
    [...world.shares.values()].map(({ onHand, count, backorder }) => [onHand, count, backorder]),
    [
      [3, '', true],
      [6, '', true],
    ],
  )
})

test('back orders can be turned off while some are open', async () => {
  const shares = [share({ reserved: 4, backorder: true }), share({ backorder: true })]
  const command = await put({ backorder: false }, shares)
  assert(!isRefusal(command), 'refused')
  const { state } = run(share({ reserved: 4, backorder: true }), { ...command, at } as StockCommand)
  assert.deepEqual([state.reserved, state.onHand, state.backorder], [4, 0, false])
})

test('rules that a PUT leaves out are those of the share, not of an older copy', async () => {
  const command = await put({ onHand: 10 }, [share({}), share({})])
  assert(!isRefusal(command))
  const { state } = run(share({ tracked: false }), { ...command, at } as StockCommand)
  assert.deepEqual(rulesOf(state), { tracked: false, backorder: false })
})

test('shoppers who wait are given their units when back orders begin', () => {
  const waiting = { ord_1: { quantity: 2, attempt: 1 } }
  const command = { type: 'take-rules', at, rules: at, tracked: true, backorder: true } as const
  const { state, events } = run(share({ waiting }), command)
  assert.deepEqual(
    events.map(({ type }) => type),
    ['inventory.rules-changed', 'inventory.reserved'],
  )
  assert.deepEqual([state.reserved, state.waiting], [2, {}])
})

test('rules that come again, or after newer rules or a newer counting, change nothing', () => {
  const late = { type: 'take-rules', at, rules: 'b', tracked: true, backorder: true } as const
  for (const told of [{ rules: 'b' }, { rules: 'c' }, { count: 'c' }, { rules: 'a', count: 'b' }]) {
    assert.deepEqual(decide(share(told), late), [])
  }
})

test('a counting that comes after newer rules leaves them', () => {
  const counting = { type: 'count', at, count: 'b', onHand: 9, tracked: true } as const
  const { state } = run(share({ rules: 'c', backorder: true, tracked: false }), {
    ...counting,
    backorder: false,
  })
  assert.deepEqual([state.onHand, state.count, state.rules], [9, 'b', 'c'])
  assert.deepEqual(rulesOf(state), { tracked: false, backorder: true })
})

const saying = fc.record({
  is: fc.constantFrom('deliver', 'deliver', 'deliver', 'count', 'rules', 'transfer'),
  pick: fc.nat(999),
  units: fc.array(fc.nat(9), { minLength: 3, maxLength: 3 }),
  tracked: fc.option(fc.boolean(), { nil: undefined }),
  backorder: fc.option(fc.boolean(), { nil: undefined }),
})

test('all homes end with the last rules and the last counting, whatever the order of messages', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(30), { minLength: 2, maxLength: 3 }),
      fc.array(saying, { maxLength: 60 }),
      (onHand, said) => {
        const world = new Shares(onHand)
        let whole = onHand.reduce((sum, units) => sum + units, 0)
        let expected = rulesOf(noShare)
        for (const { is, pick, units, tracked, backorder } of said) {
          if (is === 'deliver' && world.mail.length > 0) world.deliver(pick)
          if (is === 'transfer') {
            const [from, to] = [pick % onHand.length, (pick + 1) % onHand.length]
            const quantity = units[0] ?? 0
            world.send(idAt(from), { type: 'send-share', to: homes[to], quantity })
          }
          if (is !== 'count' && is !== 'rules') continue
          expected = {
            tracked: tracked ?? expected.tracked,
            backorder: backorder ?? expected.backorder,
          }
          if (is === 'rules') {
            const others = world.among.slice(1)
            world.send(first, { type: 'take-rules-all', others, tracked, backorder })
            continue
          }
          const counted = world.among.map((home, position) => [home, units[position] ?? 0] as const)
          whole = counted.reduce((sum, [, number]) => sum + number, 0)
          const shares = Object.fromEntries(counted)
          world.send(first, { type: 'count-all', shares, home: 'sin', tracked, backorder })
        }
        while (world.mail.length > 0) world.deliver(0)
        assert.equal(
          world.sum((each) => each.onHand),
          whole,
        )
        for (const each of world.shares.values()) assert.deepEqual(rulesOf(each), expected)
      },
    ),
    { numRuns: 400 },
  )
})
