import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { epochMsOf, instantOf } from '#kernel/core/instant.ts'
import { hashOfSecret } from '#kernel/core/secret.ts'
import { specify } from '#kernel/testing/specify.ts'
import { account, type AccountConfirmed, type SignedUp } from '#services/identity/account.ts'
import { sessionsMax, triesMax, triesMs } from '#services/identity/contract.ts'
import { liveSession, type SignedIn } from '#services/identity/login.ts'

const at = '2026-11-28T08:00:00.000Z'
const later = (ms: number) => instantOf(epochMsOf(at) + ms)
const token = 'acc_sin_0.secret'
const forMs = 1_000
const session = (id: string) => ({ id, secret: `secret of ${id}`, forMs })
const signedUp: SignedUp = {
  type: 'identity.signed-up',
  at,
  email: 'ada@example.org',
  name: 'Ada',
  language: 'en',
  passwordHash: 'hash',
  tokenHash: hashOfSecret(token),
  fleeting: { token },
}
const kept = (id: string, from = at) => ({
  id,
  secretHash: hashOfSecret(`secret of ${id}`),
  endsAt: instantOf(epochMsOf(from) + forMs),
})
const confirmed: AccountConfirmed = { type: 'identity.account-confirmed', at, session: kept('0') }
const failed = (ms = 0) => ({ type: 'identity.sign-in-failed' as const, at: later(ms) })
const signIn = {
  type: 'sign-in' as const,
  fits: 'hash',
  code: null,
  fitsCode: null,
  session: session('1'),
  at,
}
const specification = specify(account.decider)
const given: typeof specification.given = (...events) => specification.given(...events)

const confirm = {
  type: 'confirm' as const,
  token,
  shows: { fits: 'hash' },
  passwordLink: 'acc_sin_0.another',
  session: session('0'),
}

test('whoever follows a link shows the password of its sign-up, or the account has none', () => {
  given(signedUp)
    .when({ ...confirm, shows: { fits: null }, at })
    .refuses('identity.wrong-password')
  given(signedUp, { ...signedUp, passwordHash: 'of a stranger' })
    .when({ ...confirm, at })
    .refuses('identity.wrong-password')
  const fleeting = { token: confirm.passwordLink }
  const { email, name, language } = signedUp
  const state = given(signedUp)
    .when({ ...confirm, shows: 'nothing', at })
    .emits(
      { ...confirmed, withoutPassword: true },
      { type: 'identity.link-sent', at, tokenHash: hashOfSecret(fleeting.token), fleeting },
      { type: 'identity.reset-asked', email, name, language, fleeting },
    )
  if (state.is === 'unknown') throw new Error('it forgot')
  deepEqual([state.is, state.login.passwordHash], ['active', null])
})

test('a link works once, for a day, and only the newest', () => {
  given(signedUp)
    .when({ ...confirm, at })
    .emits(confirmed)
  given(signedUp)
    .when({ ...confirm, at: later(24 * 3_600_000) })
    .refuses('identity.link-spent')
  given(signedUp, confirmed)
    .when({ ...confirm, at })
    .refuses('identity.link-spent')
  given(signedUp)
    .when({ ...confirm, token: 'acc_sin_0.other', at })
    .refuses('identity.link-spent')
})

test('a password that was changed while it was compared no longer fits', () => {
  given(signedUp, confirmed, {
    type: 'identity.password-changed',
    passwordHash: 'another hash',
    keeps: null,
  })
    .when(signIn)
    .emits(failed())
})

test('wrong tries close the account for a while, whatever the password then', () => {
  const tries = Array.from({ length: triesMax }, (_, at) => failed(at))
  given(signedUp, confirmed, ...tries)
    .when({ ...signIn, at: later(triesMs - 1) })
    .refuses('identity.throttled')
  const open = given(signedUp, confirmed, ...tries).when({ ...signIn, at: later(triesMs) })
  open.emits({ type: 'identity.signed-in', at: later(triesMs), session: kept('1', later(triesMs)) })
})

test('sessions end by themselves, and there are so many at most', () => {
  const many = Array.from({ length: sessionsMax + 2 }, (_, number): SignedIn => ({
    type: 'identity.signed-in',
    at,
    session: kept(String(number)),
  }))
  const state = given(signedUp, confirmed, ...many)
    .when({ type: 'note-mailed', at })
    .emits()
  if (state.is === 'unknown') throw new Error('it forgot')
  equal(state.login.sessions.length, sessionsMax)
  const shown = { sessionId: '11', secret: 'secret of 11' }
  equal(liveSession(state.login, shown, at)?.id, '11')
  equal(liveSession(state.login, { ...shown, secret: 'a guess' }, at), null)
  equal(liveSession(state.login, { sessionId: '0', secret: 'secret of 0' }, at), null)
  equal(liveSession(state.login, shown, later(forMs)), null)
})

test('a new password by a link ends every session; changed by hand it keeps this one', () => {
  const two: SignedIn = { type: 'identity.signed-in', at, session: kept('1') }
  const link = {
    type: 'identity.link-sent' as const,
    at,
    tokenHash: hashOfSecret(token),
    fleeting: { token },
  }
  const byHand = given(signedUp, confirmed, two)
    .when({ type: 'change-password', fits: 'hash', passwordHash: 'new', sessionId: '1', at })
    .emits({ type: 'identity.password-changed', at, passwordHash: 'new', keeps: '1' })
  const byLink = given(signedUp, confirmed, two, link)
    .when({ type: 'choose-password', token, passwordHash: 'new', at })
    .emits({ type: 'identity.password-changed', at, passwordHash: 'new', keeps: null })
  const idsOf = (state: typeof byHand) =>
    state.is === 'unknown' ? [] : state.login.sessions.map(({ id }) => id)
  deepEqual([idsOf(byHand), idsOf(byLink)], [['1'], []])
})

test('links are sent once a minute', () => {
  const ask = { type: 'send-link' as const, token }
  given(signedUp, confirmed)
    .when({ ...ask, at: later(60_000) })
    .emits(
      {
        type: 'identity.link-sent',
        at: later(60_000),
        tokenHash: hashOfSecret(token),
        fleeting: { token },
      },
      {
        type: 'identity.reset-asked',
        email: 'ada@example.org',
        name: 'Ada',
        language: 'en',
        fleeting: { token },
      },
    )
  given(signedUp)
    .when({ ...ask, at: later(59_999) })
    .emits()
  given()
    .when({ ...ask, at })
    .emits()
})

test('a code of the authenticator is asked for, and counts once', () => {
  const secret = 'enc:of the authenticator'
  const step = Math.floor(epochMsOf(at) / 30_000)
  const on = [
    { type: 'identity.totp-offered', secret } as const,
    { type: 'identity.totp-confirmed', step: step - 1, recoveryHashes: [] } as const,
  ]
  const withCode = { ...signIn, code: '123456', fitsCode: { secret, step } }
  given(signedUp, confirmed, ...on)
    .when(signIn)
    .refuses('identity.code-needed')
  const signedIn: SignedIn = { type: 'identity.signed-in', at, session: kept('1'), step }
  given(signedUp, confirmed, ...on)
    .when(withCode)
    .emits(signedIn)
  given(signedUp, confirmed, ...on, signedIn)
    .when(withCode)
    .emits(failed())
})

test('a code of an authenticator that was replaced while it was compared no longer fits', () => {
  const step = Math.floor(epochMsOf(at) / 30_000)
  given(
    signedUp,
    confirmed,
    { type: 'identity.totp-offered', secret: 'enc:another' },
    { type: 'identity.totp-confirmed', step: step - 1, recoveryHashes: [] },
  )
    .when({ ...signIn, code: '123456', fitsCode: { secret: 'enc:of the old one', step } })
    .emits(failed())
})
