import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { specify } from '#kernel/testing/specify.ts'
import { compose } from '#services/identity/mails.ts'
import { oidcRecord, type RecordEvent } from '#services/identity/oidc-record.ts'

const letter = {
  occasion: 'confirm',
  to: 'ada@example.org',
  name: '<b>Ada</b>',
  language: 'en',
  token: 'acc_sin_0.secret',
} as const

test('a mail leads back to the front door, with the token where no server sees it', () => {
  const { to, text, html } = compose(letter, 'https://shop.example')
  equal(to, 'ada@example.org')
  ok(text.includes('https://shop.example/account/confirm#acc_sin_0.secret'))
  ok(html.includes('href="https://shop.example/account/confirm#acc_sin_0.secret"'))
  ok(!html.includes('<b>'))
})

test('mails speak the language of the account, and only links that open something have a token', () => {
  const known = { ...letter, occasion: 'known', language: 'zh-Hans', token: '' } as const
  const { subject, text } = compose(known, 'https://shop.example')
  equal(subject, '您已有账户')
  ok(text.includes('https://shop.example/account/sign-in\n'))
})

test('what the provider keeps is consumed once, and gone when it is destroyed', () => {
  const stored: RecordEvent = {
    type: 'identity.oidc-stored',
    model: 'AuthorizationCode',
    payload: { grantId: 'g' },
    endsAt: null,
  }
  const given = (...events: RecordEvent[]) => specify(oidcRecord.decider).given(...events)
  const used = given(stored)
    .when({ type: 'consume', seconds: 7 })
    .emits({ type: 'identity.oidc-consumed', seconds: 7 })
  deepEqual(used.is === 'stored' && used.payload, { grantId: 'g', consumed: 7 })
  given(stored, { type: 'identity.oidc-consumed', seconds: 7 })
    .when({ type: 'consume', seconds: 8 })
    .emits()
  given(stored, { type: 'identity.oidc-destroyed' }).when({ type: 'consume', seconds: 8 }).emits()
})
