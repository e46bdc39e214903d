import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compose } from '#services/notifications/compose.ts'
import { messageIdOf } from '#services/notifications/contract.ts'
import { sendMail } from '#services/notifications/send-mail.ts'
import type { OrderSummary } from '#services/orders/contract.ts'
import type { Ports } from '#kernel/ports/ports.ts'
import type { Mail } from '#kernel/ports/mailer.ts'

const shop = 'https://shop.example'
const jpy = (amount: number) => ({ amount, currency: 'JPY' })
const order: OrderSummary = {
  orderId: 'ord_sin_1',
  number: '01234-56789',
  email: 'ada@example.org',
  name: 'Ada <script>alert(1)</script>',
  placedAt: '2026-01-01T00:00:00.000Z',
  lines: [{ title: 'Mug & "saucer"', options: ['Blue'], quantity: 2, total: jpy(3_000) }],
  totals: {
    subtotal: jpy(3_000),
    shipping: jpy(400),
    taxes: [{ name: 'Consumption tax', rateBp: 1_000, amount: jpy(309) }],
    taxIncluded: true,
    total: jpy(3_400),
  },
}

test('a confirmation lists what was bought and what is charged, in its currency', () => {
  const { to, subject, text } = compose({ template: 'order-confirmed', order }, shop)
  assert.equal(to, 'ada@example.org')
  assert.equal(subject, 'Your order 01234-56789')
  assert.match(text, /2 × Mug & "saucer", Blue: JPY 3000/)
  assert.match(text, /Consumption tax \(included\): JPY 309/)
  assert.match(text, /Total: JPY 3400/)
})

test('what shoppers and merchants wrote cannot become markup', () => {
  const { html } = compose({ template: 'order-confirmed', order }, shop)
  assert.ok(!html.includes('<script>'))
  assert.match(html, /Mug &amp; &quot;saucer&quot;/)
})

const letters = [
  { template: 'payment-declined', order, reason: 'card_declined' },
  { template: 'order-rejected', order, reason: 'sold-out', soldOut: ['MUG'] },
  { template: 'order-rejected', order, reason: 'payment-declined', soldOut: [] },
  { template: 'order-cancelled', order, reason: 'asked-for' },
  { template: 'order-shipped', order, trackingNumber: 'T1', lines: [{ sku: 'MUG', quantity: 2 }] },
  { template: 'order-refunded', order, amount: jpy(500), reason: 'Broken <glass>' },
] as const

test('every occasion has words', () => {
  const texts = letters.map((letter) => compose(letter, shop).text)
  assert.equal(new Set(texts).size, letters.length)
  assert.match(texts[1] ?? '', /Too little was left of MUG/)
  assert.match(texts[5] ?? '', /JPY 500/)
})

test('every mail leads to the page of its order, which a guest finds no other way', () => {
  for (const letter of [{ template: 'order-confirmed', order } as const, ...letters]) {
    const { text, html } = compose(letter, shop)
    assert.match(text, /^https:\/\/shop\.example\/orders\/ord_sin_1$/m)
    assert.ok(html.includes('href="https://shop.example/orders/ord_sin_1"'))
  }
})

test('mails speak the language of the order, and English where none is known', () => {
  const chinese = letters.map((letter) =>
    compose({ ...letter, order: { ...order, language: 'zh-Hans' } }, shop),
  )
  for (const { subject, text } of chinese) {
    assert.match(subject, /[订单]/)
    assert.match(text, /您好：\n/)
    assert.doesNotMatch(text, /Hello|Order/)
  }
  assert.equal(new Set(chinese.map(({ text }) => text)).size, letters.length)
  assert.match(chinese[5]?.text ?? '', /JPY 500.*\n\n原因：Broken/)
  const confirmed = {
    template: 'order-confirmed',
    order: { ...order, language: 'zh-Hans' },
  } as const
  assert.match(compose(confirmed, shop).text, /Consumption tax（已含）: JPY 309\n合计: JPY 3400/)
  const english = { ...order, language: 'en' } as const
  assert.deepEqual(
    compose({ ...letters[0], order: english }, shop),
    compose({ ...letters[0], order }, shop),
  )
})

test('a refund says why, where staff gave a reason', () => {
  const refunded = { template: 'order-refunded', order, amount: jpy(500) } as const
  const { text, html } = compose({ ...refunded, reason: 'Broken <glass>' }, shop)
  assert.match(text, /The reason: Broken <glass>/)
  assert.match(html, /The reason: Broken &lt;glass&gt;/)
  assert.doesNotMatch(compose({ ...refunded, reason: '' }, shop).text, /reason/)
})

test('a mail is sent under the key of its delivery, so that a repeat is not a second mail', async () => {
  const outbox: [string, Mail][] = []
  const mailer = { send: async (key: string, mail: Mail) => void outbox.push([key, mail]) }
  const letter = { template: 'order-confirmed', order } as const
  const id = messageIdOf(order.orderId, letter.template)
  const tools = { ports: { mailer, publicUrl: shop } as unknown as Ports, key: 'delivery-1', id }
  assert.deepEqual(await sendMail.run({ letter }, tools), { type: 'record-sent', letter })
  assert.equal(outbox[0]?.[0], 'delivery-1')
  assert.equal(id, 'msg_sin_1-order-confirmed')
})
