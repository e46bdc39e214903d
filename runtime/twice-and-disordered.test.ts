import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ManualClock } from '#adapters/memory/clock.ts'
import { MemoryLedger } from '#adapters/memory/ledger.ts'
import { seededRandom } from '#adapters/memory/random.ts'
import { Fault } from '#kernel/core/fault.ts'
import type { Commit, Delivery } from '#kernel/ports/ledger.ts'
import type { Random } from '#kernel/ports/random.ts'
import type { OrderView } from '#services/orders/contract.ts'
import { leaseMs, sku, statusesOf, WholeShop } from '#runtime/whole-shop.ts'

/** Commits come late and in any order, and the answer of some is lost. */
class ShakyLedger extends MemoryLedger {
  readonly #shakes: ManualClock
  readonly #random: Random
  calm = true
  onDelivery: (delivery: Delivery) => void = () => undefined

  constructor(clock: ManualClock, random: Random) {
    super({ clock, leaseMs })
    this.#shakes = clock
    this.#random = random
  }

  override async commit(commit: Commit): Promise<void> {
    if (this.calm) return super.commit(commit)
    await this.#shakes.sleep(this.#random.fraction() * 300)
    await super.commit(commit)
    for (const delivery of commit.deliveries) this.onDelivery(delivery)
    if (this.#random.fraction() < 0.1) throw new Fault('outcome-unknown')
  }
}

/** A shop with a second process over the same ledger, which carries everything out once more. */
async function shakyShop(seed: number) {
  const random = seededRandom(seed)
  const clock = new ManualClock(Date.UTC(2026, 0, 5))
  const ledger = new ShakyLedger(clock, random)
  const shop = await WholeShop.open({ clock, ledger: () => ledger }, 5)
  const other = new WholeShop({ clock, ledger: () => ledger, bank: shop.bank })
  other.mailer.send = shop.mailer.send.bind(shop.mailer)
  other.carrier.label = shop.carrier.label.bind(shop.carrier)
  ledger.onDelivery = (delivery) => {
    for (const process of [shop, other, other]) {
      void clock
        .sleep(random.fraction() * 500)
        .then(() => process.region.deliverer.offer([delivery]))
    }
  }
  ledger.calm = false
  return { shop, other, ledger }
}

/** As a client does that was not told the outcome: the same, with the same key. */
async function placed(shop: WholeShop, cart: string, token: string): Promise<OrderView> {
  for (let tries = 0; tries < 20; tries += 1) {
    const asked = shop.place(cart, token)
    await shop.pass(400)
    const answer = await asked
    if (answer.statusCode < 300) return answer.json<OrderView>()
    ok(answer.statusCode >= 500, answer.body)
  }
  throw new Error('the order was never taken')
}

test('everything carried out twice and in any order leads to the same books', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const { shop, other, ledger } = await shakyShop(seed)
      ledger.calm = true
      const carts = [await shop.cart(3), await shop.cart(3), await shop.cart(1)]
      ledger.calm = false
      const tokens = ['tok_visa', 'tok_timeout', 'tok_declined']
      const orders: OrderView[] = []
      for (const [at, cart] of carts.entries()) {
        orders.push(await placed(shop, cart, tokens[at] ?? ''))
      }
      await shop.pass(8_000)
      const [first, second, third] = await Promise.all(orders.map(({ id }) => shop.order(id)))
      ok(first && second && third)
      // Of five packets, one of the two orders of three gets its own.
      const outcomes = [first, second].map(statusesOf).toSorted()
      deepEqual(outcomes, ['confirmed authorized unfulfilled', 'rejected none unfulfilled'])
      equal(statusesOf(third), 'pending declined unfulfilled')
      const winner = first.status === 'confirmed' ? first : second
      deepEqual(await shop.books(), [`${winner.total.amount} 0 0`])

      void shop.send('POST', `/v1/admin/orders/${winner.id}/shipments`, {
        lines: [{ sku, quantity: 3 }],
      })
      await shop.pass(8_000)
      const { total } = winner
      equal(statusesOf(await shop.order(winner.id)), 'confirmed captured fulfilled')
      deepEqual(await shop.books(), [`${total.amount} ${total.amount} 0`])
      equal(shop.carrier.parcels().length, 1)
      const { onHand, reserved } = await shop.stock()
      deepEqual([onHand, reserved], [2, 0])
      deepEqual(shop.subjects().toSorted(), [
        'We could not take your order #',
        'Your order #',
        'Your order # is on its way',
        'Your payment for order # was declined',
      ])
      const { pending, dead } = await shop.ledger.depth()
      // What is left waits for the unpaid order's hour.
      deepEqual([pending, dead], [1, 0])
      await Promise.all([shop.close(), other.close()])
    }),
    { numRuns: 2 },
  )
})
