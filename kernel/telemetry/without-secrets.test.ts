import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { scrubbed, withoutSecrets } from '#kernel/telemetry/without-secrets.ts'

test('members that hold secrets are hidden at any depth', () => {
  deepEqual(
    withoutSecrets({
      payment: { method: 'card', token: 'tok_visa' },
      list: [{ Email: 'ada@example.com', name: 'Ada' }],
      headers: { Authorization: 'Bearer abc', cookie: 'a=b' },
      amount: 1999,
    }),
    {
      payment: { method: 'card', token: '[redacted]' },
      list: [{ Email: '[redacted]', name: 'Ada' }],
      headers: { Authorization: '[redacted]', cookie: '[redacted]' },
      amount: 1999,
    },
  )
})

test('credentials, mail addresses and card numbers are taken out of texts', () => {
  equal(scrubbed('Authorization: Bearer eyJ.abc-1'), 'Authorization: Bearer [redacted]')
  equal(scrubbed('refused tok_visa'), 'refused [redacted]')
  equal(scrubbed('mail to ada.l+shop@mail.example.com failed'), 'mail to [redacted] failed')
  equal(scrubbed('card 4242 4242 4242 4242 declined'), 'card [redacted] declined')
  equal(scrubbed('card 4242-4242-4242-4242'), 'card [redacted]')
  for (const secret of ['4242424242424242', '4242-4242-4242-4242', 'tok_visa', 'a@example.com'])
    equal(scrubbed(`order=${secret}`).includes(secret), false)
})

test('other numbers and ids stay readable', () => {
  for (const text of ['order ord_sin_0698km3c', 'took 1234567890123 ns', 'epoch 7'])
    equal(scrubbed(text), text)
})

test('deep and cyclic data ends somewhere', () => {
  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic
  equal(JSON.stringify(withoutSecrets(cyclic)).includes('[deep]'), true)
})
