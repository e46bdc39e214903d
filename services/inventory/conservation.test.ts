import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isRefusal, type Event } from '#kernel/core/decider.ts'
import { homeOf } from '#kernel/core/id.ts'
import type { Send } from '#kernel/service/reaction.ts'
import { stockId, type StockCommand } from '#services/inventory/contract.ts'
import { reactions } from '#services/inventory/reactions.ts'
import { availableOf, noShare, type Share } from '#services/inventory/share.ts'
import { stock } from '#services/inventory/stock.ts'

const at = '2026-01-01T00:00:00.000Z'
const homes = ['sin', 'syd', 'tyo']
const sku = 'MUG_1 blue'

/** Shares of one SKU with the messages between them, delivered in whatever order is asked for. */
class Shares {
  readonly shares = new Map<string, Share>()
  readonly answers = new Map<string, string>()
  readonly among: readonly string[]
  mail: (Send & { command: object })[] = []

  constructor(onHand: readonly number[]) {
    this.among = homes.slice(0, onHand.length)
    for (const [position, units] of onHand.entries()) {
      this.shares.set(stockId(homes[position] ?? '', sku), { ...noShare, onHand: units })
    }
  }

  send(id: string, command: object): void {
    const before = this.shares.get(id)
    assert(before)
    const events = stock.decider.decide(before, { ...command, at } as StockCommand)
    if (isRefusal(events)) return
    this.shares.set(id, events.reduce(stock.decider.evolve, before))
    for (const event of events) this.#follow(id, event)
  }

  deliver(position: number): void {
    const [next] = this.mail.splice(position % this.mail.length, 1)
    if (next) this.send(next.id, next.command)
  }

  #follow(id: string, event: Event & { orderId?: string }): void {
    if (event.type === 'inventory.reserved' || event.type === 'inventory.reservation-refused') {
      assert(event.orderId !== undefined)
      assert(!this.answers.has(event.orderId), 'a reservation is answered once')
      this.answers.set(event.orderId, event.type)
    }
    const about = { documentId: id, home: homeOf(id) ?? '', at, homes: this.among }
    for (const reaction of reactions) {
      if (reaction.on !== event.type) continue
      for (const send of reaction.then(event, about)) if ('command' in send) this.mail.push(send)
    }
  }

  sum(of: (share: Share) => number): number {
    return [...this.shares.values()].reduce((sum, share) => sum + of(share), 0)
  }

  underway(): number {
    return this.mail.reduce((sum, { command }) => {
      const { type, quantity } = command as { type: string; quantity: number }
      return type === 'receive-share' ? sum + quantity : sum
    }, 0)
  }
}

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
