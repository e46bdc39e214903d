import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { hashOfSecret } from '#kernel/core/secret.ts'
import { specify } from '#kernel/testing/specify.ts'
import type { Role } from '#services/identity/contract.ts'
import { staffMember, type StaffEvent } from '#services/identity/staff-member.ts'

const at = '2026-11-28T08:00:00.000Z'
const token = 'stf_sin_0.secret'
const accounted = { by: 'stf_sin_1', auditId: 'aud_sin_0' }
const who = { email: 'sam@example.org', name: 'Sam' }
const linked: StaffEvent = {
  type: 'identity.link-sent',
  at,
  tokenHash: hashOfSecret(token),
  fleeting: { token },
}
const invitedAs = (role: Role): readonly StaffEvent[] => [
  { type: 'identity.staff-invited', at, ...who, role, ...accounted, fleeting: { token } },
  linked,
]
const changed: StaffEvent = {
  type: 'identity.password-changed',
  at,
  passwordHash: 'hash',
  keeps: null,
}
const working = (role: Role): readonly StaffEvent[] => [
  ...invitedAs(role),
  changed,
  { type: 'identity.totp-offered', secret: 'S' },
  { type: 'identity.totp-confirmed', step: 1, recoveryHashes: ['r'] },
  {
    type: 'identity.signed-in',
    at,
    session: { id: '0', secretHash: 'x', endsAt: '2026-11-29T08:00:00.000Z' },
  },
]
const reset = { type: 'reset-access' as const, token, isOwn: false, ...accounted, at }
const wasReset: StaffEvent = {
  type: 'identity.staff-access-reset',
  at,
  ...who,
  ...accounted,
  fleeting: { token },
}
const given = (...events: readonly StaffEvent[]) => specify(staffMember.decider).given(...events)

test('whoever is let in anew is out at once, and keeps the role, the password and the second factor', () => {
  const state = given(...working('support'))
    .when(reset)
    .emits(wasReset, linked)
  if (state.is === 'unknown') throw new Error('nobody is left')
  const { is, role, login } = state
  deepEqual([is, role, login.sessions], ['active', 'support', []])
  deepEqual([login.passwordHash, login.totp?.on], ['hash', true])
})

test('the link that lets in anew sets a password and ends the authenticator, once', () => {
  const choose = { type: 'choose-password' as const, token, passwordHash: 'new', at }
  const state = given(...working('support'), wasReset, linked)
    .when(choose)
    .emits({ ...changed, passwordHash: 'new' }, { type: 'identity.totp-removed' })
  if (state.is === 'unknown') throw new Error('nobody is left')
  const { is, role, login } = state
  deepEqual([is, role, login.passwordHash, login.totp], ['active', 'support', 'new', null])
  given(...working('support'), wasReset, linked, changed)
    .when(choose)
    .refuses('identity.link-spent')
})

test('an owner is let in anew by nobody but themselves', () => {
  given(...working('owner'))
    .when(reset)
    .refuses('identity.owners-own')
  given(...working('owner'))
    .when({ ...reset, isOwn: true })
    .emits(wasReset, linked)
})

test('whoever has not come in yet gets another invitation, and nobody who is suspended gets in', () => {
  const state = given(...invitedAs('support'))
    .when(reset)
    .emits(...invitedAs('support'))
  equal(state.is, 'invited')
  given(...working('support'), {
    type: 'identity.staff-changed',
    email: who.email,
    status: 'suspended',
    ...accounted,
  })
    .when(reset)
    .refuses('identity.suspended')
  given().when(reset).refuses('identity.not-found')
})
