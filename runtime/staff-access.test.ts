// The ways back for staff who have lost a password or an authenticator, over the routes of a whole shop.

import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { codeAt } from '#kernel/core/one-time-code.ts'
import { WholeShop } from '#runtime/whole-shop.ts'
import type { StaffView } from '#services/identity/contract.ts'

const password = 'a long password'
const next = 'another password'
const ownerMail = 'olivia@example.org'
let shop: WholeShop
let owner = ''

before(async () => {
  shop = await WholeShop.open()
  await becomeOwner(password)
  owner = (await signIn(ownerMail, password)).cookie
})
after(() => shop.close())

async function ask(
  method: 'GET' | 'POST',
  url: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
) {
  const answer = await shop.server.inject({
    method,
    url: `/v1/${url}`,
    headers: { 'meridian-csrf': '1', ...headers },
    ...(body === undefined ? {} : { payload: body }),
  })
  const [cookie = ''] = String(answer.headers['set-cookie'] ?? '').split(';')
  const said = answer.json<{ code?: string; id: string; secret: string }>()
  return { status: answer.statusCode, body: said, cookie }
}

const signIn = (email: string, shown: string) =>
  ask('POST', 'staff/session', { email, password: shown })

async function becomeOwner(chosen: string): Promise<void> {
  const { url } = await shop.ask<{ url: string }>('POST', '/v1/admin/owner-link', {})
  const token = url.slice(url.indexOf('#') + 1)
  const claim = { token, email: ownerMail, name: 'Olivia', password: chosen }
  equal((await ask('POST', 'staff/owner', claim)).status, 201)
  await shop.pass(500)
}

async function linkTo(email: string): Promise<string> {
  await shop.pass(1_000)
  const mail = shop.mailer.sent().findLast(({ to }) => to === email)
  return /\/console\/invitation#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

/** Somebody who works here, with an authenticator. */
async function colleague(email: string, role: string) {
  const invited = await ask('POST', 'admin/staff', { email, name: 'Sam', role }, { cookie: owner })
  await ask('POST', 'staff/invitation', { token: await linkTo(email), password })
  const { cookie } = await signIn(email, password)
  const { body } = await ask('POST', 'staff/totp', {}, { cookie })
  const code = codeAt(body.secret, Math.floor(shop.clock.now() / 30_000))
  equal((await ask('POST', 'staff/totp/confirmation', { code }, { cookie })).status, 200)
  return { cookie, id: invited.body.id }
}

describe('a colleague who has lost the authenticator', () => {
  it('is let in anew by a link, with the role that they had', async () => {
    const email = 'rose@example.org'
    const { id, cookie } = await colleague(email, 'support')
    const reset = await ask('POST', `admin/staff/${id}/resets`, {}, { cookie: owner })
    equal(reset.status, 202)
    equal((await ask('GET', 'admin/orders', undefined, { cookie })).status, 401)
    const token = await linkTo(email)
    equal((await ask('POST', 'staff/invitation', { token, password: next })).status, 201)
    const again = await ask('POST', 'staff/invitation', { token, password })
    deepEqual([again.status, again.body.code], [410, 'identity.link-spent'])
    equal((await signIn(email, password)).status, 401)
    const back = await signIn(email, next)
    equal(back.status, 201)
    equal((await ask('GET', 'admin/orders', undefined, { cookie: back.cookie })).status, 200)
    const { items } = await shop.ask<{ items: StaffView[] }>('GET', '/v1/admin/staff')
    const { role, status, totp } = items.find((one) => one.id === id) ?? {}
    deepEqual([role, status, totp], ['support', 'active', false])
  })

  it('leaves a trace of who let them in', async () => {
    const { id } = await colleague('uma@example.org', 'viewer')
    await ask('POST', `admin/staff/${id}/resets`, {}, { cookie: owner })
    await shop.pass(1_000)
    const { items } = await shop.ask<{
      items: { by: string; action: string; subject: string }[]
    }>('GET', '/v1/admin/audit?limit=100')
    const trace = items.find(({ action }) => action === 'reset access')
    match(trace?.by ?? '', /^stf_sin_/)
    ok(items.some((one) => one.action === 'reset access' && one.subject === 'uma@example.org'))
  })
})

describe('an owner', () => {
  it('is let in anew by no other owner, neither by a reset nor by a link', async () => {
    const other = await colleague('oscar@example.org', 'owner')
    const { items } = await shop.ask<{ items: StaffView[] }>('GET', '/v1/admin/staff')
    const { id } = items.find(({ email }) => email === ownerMail) ?? { id: '' }
    for (const path of [`admin/staff/${id}/resets`, 'admin/owner-link']) {
      const refused = await ask('POST', path, {}, { cookie: other.cookie })
      deepEqual([refused.status, refused.body.code], [409, 'identity.owners-own'], path)
    }
    equal((await ask('GET', 'admin/orders', undefined, { cookie: owner })).status, 200)
  })

  it('who is locked out comes back by a link of the machine, and ends what was there', async () => {
    await becomeOwner(next)
    equal((await ask('GET', 'admin/orders', undefined, { cookie: owner })).status, 401)
    const { status, cookie } = await signIn(ownerMail, next)
    equal(status, 201)
    equal((await ask('GET', 'admin/staff', undefined, { cookie })).status, 200)
  })
})
