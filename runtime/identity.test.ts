// People and programs that come in, over the routes of a whole shop.

import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { codeAt } from '#kernel/core/one-time-code.ts'
import { WholeShop } from '#runtime/whole-shop.ts'
import type { AccountView, KeyView, StaffSelf, StaffView } from '#services/identity/contract.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
interface Said<Body> {
  readonly status: number
  readonly body: Body & { readonly code?: string }
  readonly cookie: string
}

const password = 'a long password'
let shop: WholeShop
before(async () => {
  shop = await WholeShop.open()
})
after(() => shop.close())

/** Asks as a browser does, without the operator's key. */
async function ask<Body = object>(
  method: Method,
  url: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Said<Body>> {
  const payload = body === undefined ? {} : { payload: body }
  const answer = await shop.server.inject({
    method,
    url: `/v1/${url}`,
    headers: { 'meridian-csrf': '1', ...headers },
    ...payload,
  })
  const [cookie = ''] = String(answer.headers['set-cookie'] ?? '').split(';')
  return { status: answer.statusCode, body: answer.json<Said<Body>['body']>(), cookie }
}

/** What the newest mail to somebody links to, after `#`. */
async function linkTo(email: string): Promise<string> {
  await shop.pass(1_000)
  const mail = shop.mailer.sent().findLast(({ to }) => to === email)
  return /#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

async function newAccount(email: string): Promise<{ cookie: string; account: AccountView }> {
  const up = await ask('POST', 'account', { email, name: 'Ada', password })
  equal(up.status, 202)
  const token = await linkTo(email)
  const confirmed = await ask<AccountView>('POST', 'account/confirmation', { token, password })
  equal(confirmed.status, 201)
  return { cookie: confirmed.cookie, account: confirmed.body }
}

async function newOwner(email: string): Promise<string> {
  const { url } = await shop.ask<{ url: string }>('POST', '/v1/admin/owner-link', {})
  const token = url.slice(url.indexOf('#') + 1)
  const claim = { token, email, name: 'Olivia', password }
  equal((await ask('POST', 'staff/owner', claim)).status, 201)
  await shop.pass(500)
  const again = await ask('POST', 'staff/owner', { ...claim, email: 'mallory@example.org' })
  deepEqual([again.status, again.body.code], [410, 'identity.link-spent'])
  const { status, cookie } = await ask('POST', 'staff/session', { email, password })
  equal(status, 201)
  return cookie
}

describe('a shopper', () => {
  it('signs up, follows the link in the mail, and is signed in', async () => {
    const email = 'ada@example.org'
    await ask('POST', 'account', { email, name: 'Ada', password })
    const early = await ask('POST', 'account/session', { email, password })
    deepEqual([early.status, early.body.code], [403, 'identity.unconfirmed'])
    const token = await linkTo(email)
    const { cookie, body } = await ask<AccountView>('POST', 'account/confirmation', {
      token,
      password,
    })
    match(cookie, /^meridian_shopper=acc_sin_/)
    equal(body.email, email)
    const who = await ask<{ account: AccountView }>('GET', 'account/session', undefined, { cookie })
    equal(who.body.account.email, email)
    const twice = await ask('POST', 'account/confirmation', { token, password })
    deepEqual([twice.status, twice.body.code], [410, 'identity.link-spent'])
  })

  it('does not let in a stranger who signed up with their mail address', async () => {
    const email = 'vera@example.org'
    const strangers = 'password of a stranger'
    await ask('POST', 'account', { email, name: 'Vera', password })
    await ask('POST', 'account', { email, name: 'Vera', password: strangers })
    const token = await linkTo(email)
    const refused = await ask('POST', 'account/confirmation', { token, password })
    deepEqual([refused.status, refused.body.code], [403, 'identity.wrong-password'])
    // Who just follows the link is let in, and the stranger's password opens nothing.
    equal((await ask('POST', 'account/confirmation', { token })).status, 201)
    const stranger = await ask('POST', 'account/session', { email, password: strangers })
    deepEqual([stranger.status, stranger.body.code], [401, 'identity.wrong-credentials'])
    const chosen = { token: await linkTo(email), password }
    equal((await ask('POST', 'account/new-password', chosen)).status, 201)
    equal((await ask('POST', 'account/session', { email, password })).status, 201)
  })

  it('is nobody without a cookie, and reads no word of another account', async () => {
    deepEqual((await ask('GET', 'account/session')).body, { account: null })
    equal((await ask('GET', 'account/orders')).status, 401)
    const { cookie } = await newAccount('bea@example.org')
    const forged = cookie.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    equal((await ask('GET', 'account/orders', undefined, { cookie: forged })).status, 401)
    equal((await ask('GET', 'admin/orders', undefined, { cookie })).status, 401)
  })

  it('cannot be told from nobody by trying a mail address', async () => {
    await newAccount('cid@example.org')
    const [known, unknown] = await Promise.all([
      ask('POST', 'account', { email: 'cid@example.org', name: 'X', password }),
      ask('POST', 'account', { email: 'nobody@example.org', name: 'X', password }),
    ])
    deepEqual([known.status, known.body], [unknown.status, unknown.body])
    const wrong = { password: 'not the password' }
    const tries = await Promise.all([
      ask('POST', 'account/session', { email: 'cid@example.org', ...wrong }),
      ask('POST', 'account/session', { email: 'nobody-else@example.org', ...wrong }),
    ])
    for (const { status, body } of tries) {
      deepEqual([status, body.code], [401, 'identity.wrong-credentials'])
    }
    await shop.pass(1_000)
    const told = shop.mailer.sent().filter(({ to }) => to === 'cid@example.org')
    equal(told.at(-1)?.subject, 'You have an account already')
  })

  it('is kept out after too many wrong tries, and comes in by a new password', async () => {
    const email = 'dan@example.org'
    const { cookie } = await newAccount(email)
    const wrong = { email, password: 'not the password' }
    for (let count = 0; count < 8; count += 1) await ask('POST', 'account/session', wrong)
    const kept = await ask('POST', 'account/session', { email, password })
    deepEqual([kept.status, kept.body.code], [429, 'identity.throttled'])
    equal((await ask('POST', 'account/password-links', { email })).status, 202)
    const token = await linkTo(email)
    const next = 'another password'
    equal((await ask('POST', 'account/new-password', { token, password: next })).status, 201)
    equal((await ask('GET', 'account/orders', undefined, { cookie })).status, 401)
    equal((await ask('POST', 'account/session', { email, password: next })).status, 201)
    equal((await ask('POST', 'account/session', { email, password })).status, 401)
  })

  it('signs out, and the cookie is worth nothing', async () => {
    const { cookie } = await newAccount('eve@example.org')
    const out = await ask('DELETE', 'account/session', undefined, { cookie })
    deepEqual([out.status, out.cookie], [200, 'meridian_shopper='])
    equal((await ask('GET', 'account/orders', undefined, { cookie })).status, 401)
  })

  it('sets up an authenticator, whose codes and recovery codes count once', async () => {
    const email = 'fay@example.org'
    const { cookie } = await newAccount(email)
    const offer = await ask<{ secret: string; uri: string }>('POST', 'account/totp', {}, { cookie })
    const stored = [...shop.ledger.store.documents.values()].map(({ document }) => document.state)
    ok(!JSON.stringify(stored).includes(offer.body.secret))
    match(offer.body.uri, /^otpauth:\/\/totp\/Meridian%3Afay%40example.org\?secret=/)
    const codeNow = () => codeAt(offer.body.secret, Math.floor(shop.clock.now() / 30_000))
    const wrong = await ask('POST', 'account/totp/confirmation', { code: '000000' }, { cookie })
    equal(wrong.status, 401)
    const on = await ask<{ recoveryCodes: string[] }>(
      'POST',
      'account/totp/confirmation',
      { code: codeNow() },
      { cookie },
    )
    equal(on.body.recoveryCodes.length, 10)
    const signIn = async (code?: string) => {
      const body = { email, password, ...(code === undefined ? {} : { code }) }
      const { status, body: said } = await ask('POST', 'account/session', body)
      return said.code ?? status
    }
    equal(await signIn(), 'identity.code-needed')
    equal(await signIn(codeNow()), 'identity.wrong-code')
    await shop.pass(30_000)
    const code = codeNow()
    deepEqual([await signIn(code), await signIn(code)], [201, 'identity.wrong-code'])
    const [recovery = ''] = on.body.recoveryCodes
    deepEqual(
      [await signIn(recovery.toUpperCase()), await signIn(recovery)],
      [201, 'identity.wrong-code'],
    )
  })

  it('sees the orders under the confirmed mail address, and takes everything along', async () => {
    const email = 'gus@example.org'
    const { cookie } = await newAccount(email)
    const address = {
      name: 'Gus',
      line1: '1 Raffles Place',
      city: 'Singapore',
      postalCode: '048616',
      country: 'SG',
    }
    await ask('PUT', 'account/addresses/home', address, { cookie })
    const cartId = await shop.cart(1)
    const placed = await ask<{ id: string }>('POST', 'orders', {
      cartId,
      email: 'Gus@example.org',
      shippingAddress: address,
      shippingMethod: 'standard',
      payment: { method: 'card', token: 'tok_visa' },
    })
    await shop.pass(3_000)
    const orders = await ask<{ items: { id: string }[] }>('GET', 'account/orders', undefined, {
      cookie,
    })
    deepEqual(
      orders.body.items.map(({ id }) => id),
      [placed.body.id],
    )
    const all = await ask<{ account: AccountView; orders: object[] }>(
      'GET',
      'account/export',
      undefined,
      { cookie },
    )
    equal(all.body.orders.length, 1)
    deepEqual(all.body.account.addresses, [{ key: 'home', address }])
    ok(
      !JSON.stringify(all.body).includes('plain:'),
      'the hash of the password is no data of theirs',
    )
  })

  it('is forgotten when they say so, with the password', async () => {
    const email = 'hal@example.org'
    const { cookie } = await newAccount(email)
    const no = await ask('POST', 'account/erasure', { password: 'a wrong one' }, { cookie })
    deepEqual([no.status, no.body.code], [403, 'identity.wrong-password'])
    equal((await ask('POST', 'account/erasure', { password }, { cookie })).status, 200)
    equal((await ask('GET', 'account/orders', undefined, { cookie })).status, 401)
    const state = [...shop.ledger.store.documents.values()].map(({ document }) => document.state)
    ok(!JSON.stringify(state).includes(email))
    await newAccount(email)
  })

  it('brings the cart of a guest along', async () => {
    const { cookie } = await newAccount('ivy@example.org')
    const [first, second] = [await shop.cart(1), await shop.cart(3)]
    const join = (cartId: string) => ask<AccountView>('PUT', 'account/cart', { cartId }, { cookie })
    equal((await join(first)).body.cartId, first)
    equal((await join(second)).body.cartId, first)
    await shop.pass(1_000)
    const cart = await shop.ask<{ lines: { quantity: number }[] }>('GET', `/v1/carts/${first}`)
    deepEqual(
      cart.lines.map(({ quantity }) => quantity),
      [3],
    )
  })

  it('changes nothing when another site makes the browser ask', async () => {
    const { cookie } = await newAccount('jon@example.org')
    const answer = await shop.server.inject({
      method: 'PATCH',
      url: '/v1/account',
      headers: { cookie },
      payload: { name: 'Mallory' },
    })
    deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [403, 'http.forged'])
  })
})

describe('a member of staff', () => {
  let owner = ''
  before(async () => {
    owner = await newOwner('olivia@example.org')
  })
  const asOwner = <Body>(method: Method, url: string, body?: object) =>
    ask<Body>(method, `admin/${url}`, body, { cookie: owner })

  async function hire(email: string, role: string): Promise<{ cookie: string; id: string }> {
    const invited = await asOwner<StaffView>('POST', 'staff', { email, name: 'Sam', role })
    deepEqual([invited.status, invited.body.status], [201, 'invited'])
    const token = await linkTo(email)
    equal((await ask('POST', 'staff/invitation', { token, password })).status, 201)
    const { cookie } = await ask('POST', 'staff/session', { email, password })
    return { cookie, id: invited.body.id }
  }

  it('who came by the link of the terminal may do everything', async () => {
    const who = await ask<{ staff: StaffSelf }>('GET', 'staff/session', undefined, {
      cookie: owner,
    })
    equal(who.body.staff.role, 'owner')
    ok(who.body.staff.permissions.includes('staff:write'))
    equal((await asOwner('GET', 'orders')).status, 200)
  })

  it('may do what the role permits, and no more', async () => {
    const { cookie } = await hire('pack@example.org', 'fulfilment')
    equal((await ask('GET', 'admin/orders', undefined, { cookie })).status, 200)
    const refused = await ask('GET', 'admin/customers', undefined, { cookie })
    deepEqual([refused.status, refused.body.code], [403, 'http.forbidden'])
    equal((await ask('GET', 'account/orders', undefined, { cookie })).status, 401)
  })

  it('gets another role at once, and is out at once when suspended', async () => {
    const { cookie, id } = await hire('rose@example.org', 'viewer')
    await asOwner('PATCH', `staff/${id}`, { role: 'support' })
    const { body } = await ask<{ staff: StaffSelf }>('GET', 'staff/session', undefined, { cookie })
    equal(body.staff.role, 'support')
    await asOwner('PATCH', `staff/${id}`, { status: 'suspended' })
    equal((await ask('GET', 'admin/orders', undefined, { cookie })).status, 401)
    const back = await ask('POST', 'staff/session', { email: 'rose@example.org', password })
    deepEqual([back.status, back.body.code], [403, 'identity.suspended'])
    await asOwner('PATCH', `staff/${id}`, { status: 'active' })
    equal((await ask('GET', 'admin/orders', undefined, { cookie })).status, 401)
    const email = 'rose@example.org'
    equal((await ask('POST', 'staff/session', { email, password })).status, 201)
  })

  it('does not change the own standing, so that an owner is always left', async () => {
    const { body } = await ask<{ staff: StaffSelf }>('GET', 'staff/session', undefined, {
      cookie: owner,
    })
    const own = await asOwner<{ code: string }>('PATCH', `staff/${body.staff.id}`, {
      role: 'viewer',
    })
    deepEqual([own.status, own.body.code], [409, 'identity.own-standing'])
  })

  it('may do nothing but set up an authenticator where the rules ask for one', async () => {
    const { cookie } = await hire('tom@example.org', 'viewer')
    await shop.ask('PUT', '/v1/admin/staff-rules', { totpRequired: true })
    equal((await ask('GET', 'admin/orders', undefined, { cookie })).status, 403)
    const { body } = await ask<{ secret: string }>('POST', 'staff/totp', {}, { cookie })
    const code = codeAt(body.secret, Math.floor(shop.clock.now() / 30_000))
    await ask('POST', 'staff/totp/confirmation', { code }, { cookie })
    equal((await ask('GET', 'admin/orders', undefined, { cookie })).status, 200)
    await shop.ask('PUT', '/v1/admin/staff-rules', { totpRequired: false })
  })

  it('leaves a trace of what was done to staff and keys', async () => {
    await hire('uma@example.org', 'viewer')
    await shop.pass(1_000)
    const { body } = await asOwner<{ items: { by: string; action: string; subject: string }[] }>(
      'GET',
      'audit?limit=100',
    )
    const invite = body.items.find(({ subject }) => subject === 'uma@example.org')
    match(invite?.by ?? '', /^stf_sin_/)
    equal(invite?.action, 'invite')
    ok(body.items.some(({ action }) => action === 'claim ownership'))
  })

  it('makes keys that are shown once, hold what they were given, and can be revoked', async () => {
    const wish = { name: 'Warehouse', kind: 'secret', permissions: ['stock:read'] }
    const made = await asOwner<KeyView & { key: string }>('POST', 'api-keys', wish)
    match(made.body.key, /^sk_sin_/)
    const bearer = { authorization: `Bearer ${made.body.key}` }
    equal((await ask('GET', 'admin/stock', undefined, bearer)).status, 200)
    equal((await ask('GET', 'admin/orders', undefined, bearer)).status, 403)
    equal((await ask('GET', 'admin/stock', undefined, { ...bearer, cookie: owner })).status, 200)
    const listed = await asOwner<{ items: object[] }>('GET', 'api-keys')
    ok(!JSON.stringify(listed.body).includes(made.body.key))
    const [stored] = [...shop.ledger.store.documents.values()].filter(
      ({ document }) => document.id === made.body.id,
    )
    ok(!JSON.stringify(stored).includes(made.body.key.split('_').at(-1) ?? 'no'))
    const guess = made.body.key.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    const guessed = { authorization: `Bearer ${guess}` }
    equal((await ask('GET', 'admin/stock', undefined, guessed)).status, 401)
    await asOwner('DELETE', `api-keys/${made.body.id}`)
    equal((await ask('GET', 'admin/stock', undefined, bearer)).status, 401)
    const wrong = { authorization: 'Bearer nonsense', cookie: owner }
    equal((await ask('GET', 'admin/stock', undefined, wrong)).status, 401)
  })

  it('gives no key what they lack', async () => {
    const { id } = await hire('vic@example.org', 'viewer')
    notEqual(id, '')
    const wish = { name: 'Warehouse', kind: 'secret', permissions: ['keys:write'] }
    const first = await asOwner<{ key: string }>('POST', 'api-keys', wish)
    const greedy = { name: 'More', kind: 'secret', permissions: ['orders:refund'] }
    const refused = await ask('POST', 'admin/api-keys', greedy, {
      authorization: `Bearer ${first.body.key}`,
    })
    deepEqual([refused.status, refused.body.code], [403, 'identity.beyond-own'])
  })
})
