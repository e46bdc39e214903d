import { deepEqual, equal, ok } from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import type { OrderView } from '#services/orders/contract.ts'
import { signed, statusesOf, WholeShop } from '#runtime/whole-shop.ts'

/** Runs with a shop of its own. */
function shopTest(name: string, run: (shop: WholeShop) => Promise<void>, onHand = 20): void {
  test(name, async () => {
    const shop = await WholeShop.open({}, onHand)
    await run(shop)
    deepEqual((await shop.ledger.deadLetters({ limit: 10 })).items, [])
    await shop.close()
  })
}

suite('an order', () => {
  shopTest('is confirmed with one charge of its total and one mail', async (shop) => {
    const order = await shop.ordered()
    equal(statusesOf(order), 'confirmed authorized unfulfilled')
    deepEqual(await shop.books(), [`${order.total.amount} 0 0`])
    deepEqual(shop.subjects(), ['Your order #'])
    const { onHand, reserved, available } = await shop.stock()
    deepEqual([onHand, reserved, available], [20, 2, 18])
  })

  shopTest('is the same one when its cart is sent twice with two keys', async (shop) => {
    const cart = await shop.cart()
    const [one, other] = await Promise.all([
      shop.place(cart, 'tok_visa', 'one'),
      shop.place(cart, 'tok_visa', 'other'),
    ])
    deepEqual([one.statusCode, other.statusCode], [202, 202])
    equal(one.json<OrderView>().id, other.json<OrderView>().id)
    await shop.pass(2_000)
    equal((await shop.books()).length, 1)
    equal((await shop.stock()).reserved, 2)
  })

  shopTest(
    'for more than there is, is rejected and nothing is charged',
    async (shop) => {
      const order = await shop.ordered('tok_visa', 3)
      equal(statusesOf(order), 'rejected none unfulfilled')
      equal(order.reason, 'sold-out')
      deepEqual(await shop.books(), [])
      const { reserved, available } = await shop.stock()
      deepEqual([reserved, available], [0, 2])
    },
    2,
  )

  shopTest(
    'is one of ten for the last five pieces: five are confirmed',
    async (shop) => {
      const carts: string[] = []
      for (let at = 0; at < 10; at += 1) carts.push(await shop.cart(1))
      const placed = await Promise.all(carts.map((cart) => shop.place(cart)))
      await shop.pass(3_000)
      const orders = await Promise.all(placed.map((one) => shop.order(one.json<OrderView>().id)))
      equal(orders.filter(({ status }) => status === 'confirmed').length, 5)
      equal(orders.filter(({ status }) => status === 'rejected').length, 5)
      equal((await shop.books()).length, 5)
      equal((await shop.stock()).available, 0)
    },
    5,
  )

  shopTest('with a declined card is confirmed with another one, charged once', async (shop) => {
    const declined = await shop.ordered('tok_declined')
    equal(statusesOf(declined), 'pending declined unfulfilled')
    equal((await shop.stock()).reserved, 0)
    const payment = { method: 'card', token: 'tok_visa' }
    await shop.ask('POST', `/v1/orders/${declined.id}/payments`, { payment })
    await shop.pass(2_000)
    equal(statusesOf(await shop.order(declined.id)), 'confirmed authorized unfulfilled')
    deepEqual(await shop.books(), [`${declined.total.amount} 0 0`])
  })

  shopTest('that is not paid for an hour is rejected', async (shop) => {
    const declined = await shop.ordered('tok_declined')
    const later = shop.restarted(3_600_000)
    await later.pass(500)
    equal((await later.order(declined.id)).status, 'rejected')
    await later.close()
  })

  shopTest('cancelled before it is shipped is voided, and its units are free', async (shop) => {
    const { id, total } = await shop.ordered()
    await shop.ask('POST', `/v1/orders/${id}/cancel`, {})
    await shop.pass(1_000)
    equal(statusesOf(await shop.order(id)), 'cancelled voided unfulfilled')
    deepEqual(await shop.books(), [`${total.amount} 0 0 voided`])
    equal((await shop.stock()).available, 20)
  })

  shopTest('cancelled at once is undone in the same way', async (shop) => {
    const placed = (await shop.place(await shop.cart(), 'tok_unavailable')).json<OrderView>()
    await shop.ask('POST', `/v1/orders/${placed.id}/cancel`, {})
    await shop.pass(5_000)
    equal((await shop.order(placed.id)).status, 'cancelled')
    const held = (await shop.books()).filter((line) => !line.endsWith('voided'))
    deepEqual(held, [])
    equal((await shop.stock()).available, 20)
  })

  shopTest('is shipped, captured, delivered and completed', async (shop) => {
    const { id, total } = await shop.ordered()
    await shop.ask('POST', `/v1/admin/orders/${id}/shipments`, {})
    await shop.pass(1_000)
    const shipped = await shop.order(id)
    equal(statusesOf(shipped), 'confirmed captured fulfilled')
    deepEqual(await shop.books(), [`${total.amount} ${total.amount} 0`])
    await shop.delivered(shipped)
    equal(statusesOf(await shop.order(id)), 'completed captured delivered')
    const { onHand, reserved } = await shop.stock()
    deepEqual([onHand, reserved], [18, 0])
    deepEqual(shop.subjects(), ['Your order #', 'Your order # is on its way'])
  })

  shopTest('is refunded in parts up to what was captured and no further', async (shop) => {
    const { id, total } = await shop.ordered()
    await shop.ask('POST', `/v1/admin/orders/${id}/shipments`, {})
    await shop.pass(1_000)
    const refund = (amount: number) =>
      shop.send('POST', `/v1/admin/orders/${id}/refunds`, {
        amount: { amount, currency: 'SGD' },
        reason: 'broken',
      })
    const asked = await Promise.all([refund(1_000), refund(total.amount), refund(1_000)])
    deepEqual(
      asked.map(({ statusCode }) => statusCode),
      [202, 409, 202],
    )
    equal((await refund(total.amount - 2_000)).statusCode, 202)
    equal((await refund(1)).statusCode, 409)
    await shop.pass(1_000)
    equal((await shop.order(id)).paymentStatus, 'refunded')
    deepEqual(await shop.books(), [`${total.amount} ${total.amount} ${total.amount}`])
  })
})

suite('a bank that', () => {
  for (const [token, says] of [
    ['tok_timeout', 'charges and answers too late'],
    ['tok_unavailable', 'is away twice'],
  ] as const) {
    shopTest(`${says} leads to one charge`, async (shop) => {
      const order = await shop.ordered(token)
      equal(statusesOf(order), 'confirmed authorized unfulfilled')
      deepEqual(await shop.books(), [`${order.total.amount} 0 0`])
    })
  }

  test('tells of the charge while its answer is on the way leads to one charge', async () => {
    const shop = await WholeShop.open()
    const answered = Promise.withResolvers<void>()
    const authorize = shop.bank.authorize.bind(shop.bank)
    shop.bank.authorize = async (...request) => {
      const answer = await authorize(...request)
      await answered.promise
      return answer
    }
    const { id } = await shop.ordered()
    const [entry] = (await shop.bank.books({ limit: 1 })).items
    ok(entry)
    const { paymentId, reference } = entry
    const notice = {
      id: 'notice-1',
      type: 'authorization.approved',
      at: '2026-01-05T00:00:00.000Z',
      data: { paymentId, reference },
    }
    const notices = [1, 2].map(() => shop.send('POST', '/v1/webhooks/bank', notice, signed('bank')))
    answered.resolve()
    for (const { statusCode } of await Promise.all(notices)) equal(statusCode, 200)
    await shop.pass(1_000)
    equal((await shop.order(id)).status, 'confirmed')
    equal((await shop.books()).length, 1)
    await shop.close()
  })

  shopTest('is spoken for by somebody else is not believed', async (shop) => {
    const { id } = await shop.ordered()
    const notice = {
      id: 'notice-1',
      type: 'authorization.approved',
      at: '2026-01-05T00:00:00.000Z',
      data: { paymentId: id.replace('ord_', 'pay_') },
    }
    const forged = { ...signed('bank'), 'bank-signature': 'forged' }
    const answer = await shop.send('POST', '/v1/webhooks/bank', notice, forged)
    equal(answer.statusCode, 403)
  })
})

test('mail that is down holds up no order and comes later, once', async () => {
  const shop = await WholeShop.open()
  const send = shop.mailer.send.bind(shop.mailer)
  let down = true
  shop.mailer.send = async (...mail) => {
    if (down) throw new Fault('unavailable', 'the relay is down')
    return send(...mail)
  }
  const order = await shop.ordered()
  equal(order.status, 'confirmed')
  await shop.pass(60_000)
  deepEqual(shop.subjects(), [])
  down = false
  await shop.pass(30_000)
  deepEqual(shop.subjects(), ['Your order #'])
  await shop.close()
})
