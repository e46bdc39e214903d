// Somebody asks to be forgotten: what names them in the whole shop goes, what the books need stays.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { WholeShop } from '#runtime/whole-shop.ts'
import { customerIdOf, type CustomerView } from '#services/customers/contract.ts'
import type { OrderView } from '#services/orders/contract.ts'

const email = 'ada@example.org'
let shop: WholeShop
before(async () => {
  shop = await WholeShop.open()
})
after(() => shop.close())

const erase = () =>
  shop.ask<{ orders: number; booksUntil: string }>('POST', '/v1/admin/erasures', { email })
/** Kinds of documents that hold this text. */
const kindsWith = (text: string): readonly string[] => {
  const all = [...shop.ledger.store.documents.values()].map(({ document }) => document)
  const found = all.filter(({ state }) => JSON.stringify(state).includes(text))
  return [...new Set(found.map(({ kind }) => kind))].toSorted()
}
const customer = () => shop.send('GET', `/v1/admin/customers/${customerIdOf(email, 'sin')}`)

test('a person is forgotten in everything but the invoices of their orders', async () => {
  const parcel = await shop.ordered()
  await shop.ask('POST', `/v1/admin/orders/${parcel.id}/shipments`, {})
  await shop.pass(3_000)
  await shop.delivered(parcel)
  const declined = await shop.ordered('tok_declined')
  const paid = await shop.ordered()
  assert.equal((await customer()).json<CustomerView>().orderCount, 2)

  assert.deepEqual(await erase(), { orders: 3, booksUntil: '2036-12-31T23:59:59.999Z' })
  await shop.pass(1_000)
  assert.equal((await customer()).statusCode, 404)
  const left = await shop.order(parcel.id)
  assert.deepEqual(
    [left.email, left.shippingAddress.name, left.billingAddress.name, left.total],
    ['', '[erased]', 'Ada Lim', parcel.total],
  )
  // The parcel that is on its way finds its door, and is told of.
  assert.deepEqual(kindsWith(email), ['message', 'order'])

  for (const { id } of [declined, paid]) await shop.ask('POST', `/v1/admin/orders/${id}/cancel`, {})
  await shop.pass(3_000)
  assert.equal((await erase()).orders, 2)
  await shop.pass(1_000)
  assert.deepEqual(kindsWith(email), [])
  assert.deepEqual(kindsWith('Ada Lim'), ['order'])
  const { items } = await shop.ask<{ items: { action: string; detail: string }[] }>(
    'GET',
    '/v1/admin/audit',
  )
  assert.deepEqual(
    items.map(({ action, detail }) => [action, detail]),
    [
      ['erase person', '2 orders'],
      ['erase person', '3 orders'],
    ],
  )
})

test('asked twice with one key, staff are told the same twice', async () => {
  const asked = () =>
    shop.send('POST', '/v1/admin/erasures', { email }, { 'idempotency-key': 'erase-once' })
  const [first, second] = [await asked(), await asked()]
  assert.equal(second.headers['idempotent-replayed'], 'true')
  assert.deepEqual([second.statusCode, second.json()], [202, first.json()])
})

test('money can still be given back, and nobody is told of it', async () => {
  const mails = shop.subjects().length
  const { items } = await shop.ask<{ items: OrderView[] }>('GET', '/v1/admin/orders')
  const paid = items.find(({ captured }) => captured.amount > 0)
  assert.ok(paid)
  const amount = { amount: 100, currency: 'SGD' }
  await shop.ask('POST', `/v1/admin/orders/${paid.id}/refunds`, { amount, reason: 'late' })
  await shop.pass(3_000)
  assert.equal((await shop.order(paid.id)).refunded.amount, 100)
  assert.equal(shop.subjects().length, mails)
  assert.equal((await shop.ledger.depth()).dead, 0)
})

test('who bought before buys again as somebody new', async () => {
  await shop.ordered()
  assert.equal((await customer()).json<CustomerView>().orderCount, 1)
})
