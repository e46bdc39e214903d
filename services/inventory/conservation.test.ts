import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { stockId } from '#services/inventory/contract.ts'
import { availableOf } from '#services/inventory/share.ts'
import { homes, Shares, sku } from '#services/inventory/shares-fixture.ts'

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ is: fc.constant('deliver' as const), pick: fc.nat(999) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('reserve' as const),
      home: fc.nat(2),
      quantity: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('settle' as const), ship: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('transfer' as const),
      home: fc.nat(2),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
  },
)

test('units are conserved and never oversold, whatever the order of messages', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(30), { minLength: 1, maxLength: 3 }),
      fc.array(step, { maxLength: 120 }),
      (onHand, steps) => {
        const world = new Shares(onHand)
        const whole = onHand.reduce((sum, units) => sum + units, 0)
        const held: { id: string; orderId: string; quantity: number }[] = []
        let shipped = 0
        let orders = 0
        const idAt = (home: number) => stockId(world.among[home % world.among.length] ?? '', sku)
        const check = () => {
          assert.equal(world.sum((share) => share.onHand) + world.underway() + shipped, whole)
          for (const share of world.shares.values()) {
            assert(availableOf(share) >= 0, 'a share promised more than it has')
            const waits = Object.keys(share.waiting).length > 0
            assert(!waits || (share.asking !== null && !share.asking.late), 'a wait never ends')
          }
        }
        for (const one of steps) {
          if (one.is === 'deliver' && world.mail.length > 0) world.deliver(one.pick)
          if (one.is === 'reserve') {
            orders += 1
            const { quantity } = one
            const orderId = `ord_${orders}`
            held.push({ id: idAt(one.home), orderId, quantity })
            world.send(idAt(one.home), { type: 'reserve', orderId, attempt: 1, quantity })
          }
          if (one.is === 'transfer' && world.among.length > 1) {
            const to = world.among[(one.home + 1) % world.among.length]
            world.send(idAt(one.home), { type: 'send-share', to, quantity: one.quantity })
          }
          const granted = held.findIndex(
            ({ orderId }) => world.answers.get(orderId) === 'inventory.reserved',
          )
          if (one.is === 'settle' && granted >= 0) {
            const [order] = held.splice(granted, 1)
            assert(order)
            if (one.ship) shipped += order.quantity
            world.send(order.id, { ...order, type: one.ship ? 'commit-shipped' : 'release' })
          }
          check()
        }
        while (world.mail.length > 0) world.deliver(0)
        check()
        assert.equal(world.answers.size, orders, 'every reservation is answered')
      },
    ),
    { numRuns: 300 },
  )
})

test('fifty pieces sell exactly fifty over both regions', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(1), { minLength: 90, maxLength: 120 }),
      fc.array(fc.nat(999), { minLength: 50, maxLength: 50 }),
      fc.integer({ min: 0, max: 50 }),
      (shoppers, picks, inSingapore) => {
        const world = new Shares([inSingapore, 50 - inSingapore])
        const slow: Shares['mail'] = []
        for (const [number, home] of shoppers.entries()) {
          const id = stockId(homes[home] ?? '', sku)
          world.send(id, { type: 'reserve', orderId: `ord_${number}`, attempt: 1, quantity: 1 })
          if (world.mail.length > 0) world.deliver(picks[number % picks.length] ?? 0)
          // Nobody gives up in this one: both regions are up.
          const patient = world.mail.filter(
            ({ command }) => (command as { type: string }).type !== 'give-up-waiting',
          )
          slow.push(...world.mail.filter((send) => !patient.includes(send)))
          world.mail = patient
        }
        while (world.mail.length > 0) world.deliver(0)
        assert.equal(
          world.sum((share) => share.reserved),
          50,
        )
      },
    ),
    { numRuns: 200 },
  )
})

const counting = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constant('deliver' as const), pick: fc.nat(999) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('transfer' as const),
      home: fc.nat(2),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('count' as const),
      units: fc.array(fc.nat(20), { minLength: 3, maxLength: 3 }),
    }),
  },
)

test('after a counting there are as many units as were counted, whatever was on its way', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(30), { minLength: 2, maxLength: 3 }),
      fc.array(counting, { maxLength: 60 }),
      (onHand, steps) => {
        const world = new Shares(onHand)
        let whole = onHand.reduce((sum, units) => sum + units, 0)
        const idAt = (home: number) => stockId(world.among[home % world.among.length] ?? '', sku)
        for (const one of steps) {
          if (one.is === 'deliver' && world.mail.length > 0) world.deliver(one.pick)
          if (one.is === 'transfer') {
            const to = world.among[(one.home + 1) % world.among.length]
            world.send(idAt(one.home), { type: 'send-share', to, quantity: one.quantity })
          }
          if (one.is === 'count') {
            const shares = Object.fromEntries(
              world.among.map((home, position) => [home, one.units[position] ?? 0]),
            )
            whole = Object.values(shares).reduce((sum, units) => sum + units, 0)
            const home = homes[0]
            world.send(idAt(0), {
              type: 'count-all',
              shares,
              home,
              tracked: true,
              backorder: false,
            })
          }
        }
        while (world.mail.length > 0) world.deliver(0)
        assert.equal(
          world.sum((share) => share.onHand),
          whole,
        )
      },
    ),
    { numRuns: 500 },
  )
})
