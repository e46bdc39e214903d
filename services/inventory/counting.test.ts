// A counting is told to every home with what its numbers knew: what came or went there meanwhile is
// neither lost nor made twice.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Context } from '#kernel/service/context.ts'
import { isRefusal } from '#kernel/core/decider.ts'
import { stockId, type StockCommand } from '#services/inventory/contract.ts'
import { routes } from '#services/inventory/routes.ts'
import { noShare, type Share } from '#services/inventory/share.ts'
import { homes, Shares, sku } from '#services/inventory/shares-fixture.ts'
import { stock } from '#services/inventory/stock.ts'

const at = '2026-01-02T00:00:00.000Z'
const idAt = (position: number) => stockId(homes[position] ?? '', sku)

/** The countings that a PUT and a batch make of this copy. */
async function countingsFrom(copies: readonly Share[], onHand: number): Promise<object[]> {
  const context = {
    homes: homes.slice(0, copies.length),
    homeFor: () => 'sin',
    frozenSince: () => null,
    readMany: async () => copies.map((state, place) => ({ id: idAt(place), state, changedAt: at })),
  } as unknown as Context
  const asked = (body: object) => ({
    params: { sku },
    query: {},
    body,
    key: 'k',
    shopperRegion: null,
    principal: null,
    header: () => undefined,
  })
  const [put, batch] = ['PUT', 'POST'].map((method) =>
    routes.find((route) => route.method === method && /\}$|batch$/.test(route.path)),
  )
  assert(put?.does === 'command' && batch?.does === 'bulk')
  const item = { sku, onHand, tracked: true, backorder: false }
  const [made] = await batch.items(asked({ items: [item] }), context)
  assert(made !== undefined && !isRefusal(made))
  const command = await put.command(asked({ onHand }), context, idAt(0))
  return [command, made.command]
}

test('units shipped and found while a counting is on its way stay shipped and found', async () => {
  const before = new Shares([10, 10])
  before.send(idAt(1), { type: 'reserve', orderId: 'ord_1', attempt: 1, quantity: 6 })
  const copies = [...before.shares.values()]
  for (const counting of await countingsFrom(copies, 30)) {
    const world = new Shares([10, 10])
    for (const [position, copy] of copies.entries()) world.shares.set(idAt(position), copy)
    // Gone before the copy could know of it, and after the first home was counted.
    world.send(idAt(1), { type: 'commit-shipped', orderId: 'ord_1', quantity: 4 })
    world.send(idAt(0), counting)
    world.send(idAt(1), { type: 'commit-shipped', orderId: 'ord_1', quantity: 2 })
    world.send(idAt(1), { type: 'adjust', by: 1, reason: 'found' })
    while (world.mail.length > 0) world.deliver(0)
    assert.deepEqual(
      [...world.shares.values()].map(({ onHand, reserved }) => [onHand, reserved]),
      [
        [12, 0],
        [13, 0],
      ],
    )
  }
})

test('a counting of before, which says nothing of what it knew, is taken as it is', () => {
  const command: StockCommand = {
    type: 'count',
    at,
    count: at,
    onHand: 9,
    tracked: true,
    backorder: false,
  }
  const state = { ...noShare, onHand: 3, moved: -2 }
  const events = stock.decider.decide(state, command)
  assert(!isRefusal(events))
  assert.equal(events.reduce(stock.decider.evolve, state).onHand, 9)
})

const step = fc.record({
  is: fc.constantFrom('deliver', 'deliver', 'deliver', 'count', 'adjust', 'adjust', 'transfer'),
  home: fc.nat(2),
  pick: fc.nat(999),
  units: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 3, maxLength: 3 }),
})

test('in the end there is what was counted and what came or went since, whatever the copy knew', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(30), { minLength: 2, maxLength: 3 }),
      fc.array(step, { maxLength: 60 }),
      (onHand, steps) => {
        const world = new Shares(onHand)
        const came = onHand.map(() => 0)
        /** What came in each home, after each step. */
        const known = onHand.map(() => [0])
        let base = onHand.reduce((sum, units) => sum + units, 0)
        for (const { is, home, pick, units } of steps) {
          const place = home % onHand.length
          const [first = 0] = units
          if (is === 'deliver' && world.mail.length > 0) world.deliver(pick)
          if (is === 'adjust') {
            world.send(idAt(place), { type: 'adjust', by: first, reason: 'found' })
            came[place] = (came[place] ?? 0) + first
          }
          if (is === 'transfer') {
            const to = homes[(place + 1) % onHand.length]
            world.send(idAt(place), { type: 'send-share', to, quantity: first })
          }
          if (is === 'count') {
            // Each copy is old by another time.
            const seen = known.map((history, of) => history.at(-1 - (pick % (of + 7))) ?? 0)
            const byHome = (numbers: readonly number[]) =>
              Object.fromEntries(world.among.map((name, of) => [name, numbers[of] ?? 0]))
            const counting = { shares: byHome(units), seen: byHome(seen), home: 'sin' }
            world.send(idAt(0), { type: 'count-all', ...counting, tracked: true, backorder: false })
            base = seen.reduce((sum, moved, of) => sum + (units[of] ?? 0) - moved, 0)
          }
          for (const [of, history] of known.entries()) history.push(came[of] ?? 0)
        }
        while (world.mail.length > 0) world.deliver(0)
        assert.equal(
          world.sum((share) => share.onHand),
          came.reduce((sum, moved) => sum + moved, base),
        )
      },
    ),
    { numRuns: 500 },
  )
})
