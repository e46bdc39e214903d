import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { WholeShop } from '#runtime/whole-shop.ts'
import type { OrderView } from '#services/orders/contract.ts'

let shop: WholeShop
let paid: OrderView
let declined: OrderView

before(async () => {
  shop = await WholeShop.open()
  paid = await shop.ordered()
  declined = await shop.ordered('tok_declined')
})
after(() => shop.close())

async function found(query: string): Promise<readonly string[]> {
  const { items } = await shop.ask<{ items: readonly OrderView[] }>(
    'GET',
    `/v1/admin/orders?${query}`,
  )
  return items.map(({ id }) => id)
}

test('staff finds orders by each of their statuses, and by several at once', async () => {
  assert.deepEqual(await found(''), [declined.id, paid.id])
  assert.deepEqual(await found('paymentStatus=declined'), [declined.id])
  assert.deepEqual(await found('fulfilmentStatus=unfulfilled'), [declined.id, paid.id])
  assert.deepEqual(await found('status=confirmed&paymentStatus=authorized'), [paid.id])
  assert.deepEqual(await found('status=confirmed&paymentStatus=declined'), [])
})

test('staff finds an order by the start of its number, and those of a mail address', async () => {
  assert.deepEqual(
    await found(`number=${paid.number.slice(0, 8).toLowerCase()}`).then((ids) =>
      ids.includes(paid.id),
    ),
    true,
  )
  assert.deepEqual(await found(`number=${paid.number}`), [paid.id])
  assert.deepEqual(await found('email=ADA@example.org&status=confirmed'), [paid.id])
})

test('staff cancels an order, and its history says who asked', async () => {
  const order = await shop.ordered()
  await shop.ask('POST', `/v1/admin/orders/${order.id}/cancel`, {})
  await shop.pass(3_000)
  const { status, reason } = await shop.order(order.id)
  assert.deepEqual([status, reason], ['cancelled', 'by-the-shop'])
})
