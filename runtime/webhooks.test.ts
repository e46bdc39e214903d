import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { hmacSignatures } from '#adapters/embedded/signatures.ts'
import { contentsOf, isSame } from '#runtime/fuzz/contents.ts'
import { WholeShop } from '#runtime/whole-shop.ts'
import type { OrderView } from '#services/orders/contract.ts'

type Sender = 'bank' | 'carrier'
const secrets = { bank: 'of-the-bank', carrier: 'of-the-carrier' }
const now = () => String(Math.floor(Date.now() / 1_000))
const sign = (sender: Sender, text: string, timestamp: string) =>
  createHmac('sha256', secrets[sender]).update(`${timestamp}.${text}`).digest('hex')

async function shopWithParcel() {
  const shop = await WholeShop.open({ ports: { signatures: hmacSignatures(secrets) } })
  const order = await shop.ordered()
  await shop.ask('POST', `/v1/admin/orders/${order.id}/shipments`, {})
  await shop.pass(2_000)
  const [parcel] = (await shop.order(order.id)).shipments
  assert.ok(parcel)
  const notice = (status: string, id = status) => ({
    id,
    type: `parcel.${status}`,
    at: '2026-01-06T00:00:00.000Z',
    data: { shipmentId: parcel.id, trackingNumber: parcel.trackingNumber, status },
  })
  return { shop, orderId: order.id, notice, paymentId: order.id.replace('ord', 'pay') }
}

interface Wrong {
  readonly timestamp?: string
  readonly signature?: string
}

/** What a sender would send, but for what is wrong with it. */
async function tell(shop: WholeShop, sender: Sender, text: string, wrong: Wrong = {}) {
  const { timestamp = now(), signature = sign(sender, text, timestamp) } = wrong
  const answer = await shop.server.inject({
    method: 'POST',
    url: `/v1/webhooks/${sender}`,
    headers: {
      'content-type': 'application/json',
      [`${sender}-timestamp`]: timestamp,
      [`${sender}-signature`]: signature,
    },
    payload: text,
  })
  await shop.pass(1_000)
  return answer
}

test('a notice that its sender has not signed just now is refused and changes nothing', async (t) => {
  const { shop, notice, paymentId } = await shopWithParcel()
  t.after(() => shop.close())
  const before = contentsOf(shop.ledger.store)
  const bank = { ...notice('x'), type: 'capture.declined', data: { paymentId } }
  for (const [sender, content] of [
    ['carrier', notice('delivered')],
    ['bank', bank],
  ] as const) {
    const text = JSON.stringify(content)
    const other = sender === 'bank' ? 'carrier' : 'bank'
    const good = sign(sender, text, now())
    const stale = (seconds: number): Wrong => {
      const timestamp = String(Number(now()) + seconds)
      return { timestamp, signature: sign(sender, text, timestamp) }
    }
    const asSaid = (timestamp: string): Wrong => ({
      timestamp,
      signature: sign(sender, text, timestamp),
    })
    const wrongs: readonly Wrong[] = [
      { signature: '' },
      { signature: 'sha256=' },
      { signature: good.slice(0, -2) },
      { signature: `${good}00` },
      { signature: 'z'.repeat(64) },
      { signature: '0'.repeat(64) },
      { signature: sign(other, text, now()) },
      { signature: sign(sender, `${text} `, now()) },
      { signature: sign(sender, text.replace('"id"', '"Id"'), now()) },
      { timestamp: String(Number(now()) - 5), signature: sign(sender, text, '1') },
      stale(-400),
      stale(400),
      ...['', 'NaN', '-1', 'Infinity', '1e999', '0x1', '٣', `${now()}000`].map(asSaid),
    ]
    for (const wrong of wrongs) {
      const answer = await tell(shop, sender, text, wrong)
      assert.equal(answer.statusCode, 403, `${sender} ${JSON.stringify(wrong)}: ${answer.body}`)
      assert.match(answer.body, /bad-signature/)
    }
  }
  assert.ok(isSame(before, contentsOf(shop.ledger.store)))
})

test('a signed notice of the wrong shape or size is refused and changes nothing', async (t) => {
  const { shop, notice } = await shopWithParcel()
  t.after(() => shop.close())
  const before = contentsOf(shop.ledger.store)
  const whole = notice('delivered')
  const wrong: readonly unknown[] = [
    null,
    [],
    'delivered',
    {},
    { ...whole, id: 7 },
    { ...whole, id: '' },
    { ...whole, id: 'x'.repeat(201) },
    { ...whole, at: 'yesterday' },
    { ...whole, at: '2026-13-41T00:00:00Z' },
    { ...whole, data: { ...whole.data, status: 'eaten' } },
    { ...whole, data: { ...whole.data, shipmentId: '../../x' } },
    { ...whole, more: 1 },
  ]
  for (const content of wrong) {
    const { statusCode } = await tell(shop, 'carrier', JSON.stringify(content))
    assert.equal(statusCode, 400, JSON.stringify(content))
  }
  const huge = JSON.stringify({ ...whole, type: 'x'.repeat(1_100_000) })
  assert.equal((await tell(shop, 'carrier', huge)).statusCode, 413)
  assert.ok(isSame(before, contentsOf(shop.ledger.store)))
})

test('notices that come twice and in any order count once each', async (t) => {
  const { shop, orderId, notice } = await shopWithParcel()
  t.after(() => shop.close())
  const told = ['delivered', 'label_created', 'in_transit', 'delivered', 'in_transit']
  const texts = told.map((status) => JSON.stringify(notice(status)))
  for (const text of [...texts, ...texts]) {
    assert.equal((await tell(shop, 'carrier', text)).statusCode, 200)
  }
  await shop.pass(5_000)
  const order = await shop.ask<OrderView>('GET', `/v1/orders/${orderId}`)
  assert.equal(order.fulfilmentStatus, 'delivered')
  const [parcel] = order.shipments
  const { history } = await shop.ask<{ history: { says: string }[] }>(
    'GET',
    `/v1/admin/shipments/${parcel?.id}`,
  )
  assert.deepEqual(history.map(({ says }) => says).toSorted(), [
    'delivered',
    'in_transit',
    'label_created',
  ])
  assert.equal(shop.subjects().filter((subject) => /on its way/.test(subject)).length, 1)
})

test('a signed notice of what is unknown here harms nothing, and of a parcel is to be told again', async (t) => {
  const { shop, notice, paymentId } = await shopWithParcel()
  t.after(() => shop.close())
  const books = await shop.books()
  const unknown = notice('delivered')
  const elsewhere = { ...unknown, data: { ...unknown.data, shipmentId: 'shp_sin_unknown' } }
  assert.equal((await tell(shop, 'carrier', JSON.stringify(elsewhere))).statusCode, 404)
  for (const type of ['capture.approved', 'refund.approved', 'nonsense']) {
    for (const id of [paymentId, 'pay_sin_unknown']) {
      const content = { ...unknown, id: type, type, data: { paymentId: id, reference: 'x' } }
      assert.equal((await tell(shop, 'bank', JSON.stringify(content))).statusCode, 200)
    }
  }
  await shop.pass(60_000)
  assert.deepEqual(await shop.books(), books)
  assert.deepEqual((await shop.ledger.deadLetters({ limit: 5 })).items, [])
})
