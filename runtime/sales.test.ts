import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WholeShop } from '#runtime/whole-shop.ts'
import type { SalesView } from '#services/analytics/contract.ts'

const read = (shop: WholeShop) =>
  shop.ask<SalesView>('GET', '/v1/admin/analytics/sales?days=7&currency=SGD')

const today = ({ days }: SalesView) => {
  const day = days.at(-1)
  return [day?.orders, day?.sales.amount, day?.refunded.amount]
}

test('sales count confirmed orders, once, with what was paid back beside them', async () => {
  const shop = await WholeShop.open()
  const order = await shop.ordered('tok_visa', 2)
  await shop.ordered('tok_declined')
  await shop.pass(1_000)
  const { total } = order
  assert.deepEqual(today(await read(shop)), [1, total.amount, 0])
  await shop.ask('POST', `/v1/admin/orders/${order.id}/shipments`, {})
  await shop.pass(5_000)
  const refund = { amount: { amount: 500, currency: 'SGD' }, reason: 'a scratch' }
  await shop.ask('POST', `/v1/admin/orders/${order.id}/refunds`, refund)
  await shop.pass(5_000)
  const sales = await read(shop)
  assert.deepEqual(today(sales), [1, total.amount, 500])
  assert.deepEqual(
    sales.top.map(({ handle, units }) => [handle, units]),
    [['tea', 2]],
  )
  await shop.close()
})

test('a cancelled order counts for nothing, and a new process counts what was there', async () => {
  const shop = await WholeShop.open()
  const kept = await shop.ordered()
  const cancelled = await shop.ordered()
  await shop.ask('POST', `/v1/orders/${cancelled.id}/cancel`, {})
  await shop.pass(5_000)
  assert.deepEqual(today(await read(shop)), [1, kept.total.amount, 0])
  await shop.close()
  const later = shop.restarted(1_000)
  await later.pass(2_000)
  assert.deepEqual(today(await read(later)), [1, kept.total.amount, 0])
  await later.close()
})
