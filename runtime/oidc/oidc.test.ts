// The whole way of an application that signs somebody in: code, tokens, a refreshed token, and a stolen one.

import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { ManualClock } from '#adapters/memory/clock.ts'
import { aggregate } from '#kernel/service/define-service.ts'
import { storedKeys } from '#runtime/oidc/keys.ts'
import { ownClient } from '#runtime/oidc/provider.ts'
import { oidcKeys, oidcKeysId } from '#services/identity/oidc-keys.ts'
import { identity } from '#services/identity/service.ts'
import { WholeShop } from '#runtime/whole-shop.ts'

const password = 'a long password'
const email = 'ada@example.org'
const verifier = 'v'.repeat(64)
const challenge = createHash('sha256').update(verifier).digest('base64url')
const redirect = 'http://127.0.0.1:4567/signed-in'

let shop: WholeShop
let origin: string
let session: string

before(async () => {
  // The provider goes by the machine's clock.
  shop = await WholeShop.open({ clock: new ManualClock(Date.now()) })
  origin = await shop.server.listen(0, '127.0.0.1')
  await shop.send('POST', '/v1/account', { email, name: 'Ada', password })
  await shop.pass(1_000)
  const [, token] = /#(\S+)/.exec(shop.mailer.sent()[0]?.text ?? '') ?? []
  const confirmed = await shop.send('POST', '/v1/account/confirmation', { token, password })
  session = String(confirmed.headers['set-cookie']).split(';')[0] ?? ''
})
after(() => shop.close())

/** A browser that keeps cookies and follows nothing by itself. */
class Jar {
  readonly #cookies = new Map<string, string>()

  async get(url: string): Promise<Response> {
    const path = url.replace('http://shop.example', '')
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, 'x-forwarded-host': 'shop.example', 'x-forwarded-proto': 'http' }
    const answer = await fetch(`${origin}${path}`, { redirect: 'manual', headers })
    for (const line of answer.headers.getSetCookie()) this.keep(line)
    return answer
  }

  keep(line: string): void {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

const asked = (extra: Readonly<Record<string, string>> = {}) =>
  `/oidc/auth?${new URLSearchParams({
    client_id: ownClient,
    response_type: 'code',
    scope: 'openid email offline_access account:own',
    redirect_uri: redirect,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 's',
    ...extra,
  }).toString()}`

const tokens = async (form: Readonly<Record<string, string>>) => {
  const body = new URLSearchParams({ client_id: ownClient, ...form })
  const answer = await fetch(`${origin}/oidc/token`, { method: 'POST', body })
  return (await answer.json()) as Record<string, string>
}

/** Follows an authorization until the application has its code. */
async function codeFor(jar: Jar): Promise<string> {
  let next = asked()
  for (let hop = 0; hop < 6; hop += 1) {
    const answer = await jar.get(next)
    next = answer.headers.get('location') ?? ''
    ok(next !== '', `${answer.status} ${await answer.text()} ${shop.heard.join()}`)
    if (next.startsWith(redirect)) return new URL(next).searchParams.get('code') ?? ''
  }
  throw new Error(`it ends nowhere: ${next}`)
}

const signedIn = (): Jar => {
  const jar = new Jar()
  jar.keep(session)
  return jar
}

describe('a sign-in to an application', () => {
  const forCode = (code: string) =>
    tokens({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    })
  const refreshed = ({ refresh_token = '' }: Record<string, string>) =>
    tokens({ grant_type: 'refresh_token', refresh_token })
  const ordersBy = async ({ access_token = '' }: Record<string, string>) => {
    const bearer = { authorization: `Bearer ${access_token}` }
    return (await shop.send('GET', '/v1/account/orders', undefined, bearer)).statusCode
  }
  const subjectOf = ({ id_token = '' }: Record<string, string>): unknown =>
    JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString()).sub

  async function joined(mail: string): Promise<string> {
    await shop.send('POST', '/v1/account', { email: mail, name: 'Bea', password })
    await shop.pass(1_000)
    const letter = shop.mailer.sent().findLast(({ to }) => to === mail)
    const [, token] = /#(\S+)/.exec(letter?.text ?? '') ?? []
    const answer = await shop.send('POST', '/v1/account/confirmation', { token, password })
    return String(answer.headers['set-cookie']).split(';')[0] ?? ''
  }

  it('does not go on in a browser whose shopper has signed out', async () => {
    const cookie = await joined('bea@example.org')
    const jar = new Jar()
    jar.keep(cookie)
    await codeFor(jar)
    const out = await shop.server.inject({
      method: 'DELETE',
      url: '/v1/account/session',
      headers: { cookie, 'meridian-csrf': '1' },
    })
    equal(out.statusCode, 200)
    const first = await jar.get(asked())
    const there = await jar.get(first.headers.get('location') ?? '')
    match(there.headers.get('location') ?? '', /^\/account\/sign-in\?then=/)
  })

  it('is that of whoever is signed in to the shop now', async () => {
    const jar = signedIn()
    const before = await forCode(await codeFor(jar))
    jar.keep(await joined('cid@example.org'))
    const after = await forCode(await codeFor(jar))
    ok(subjectOf(before) && subjectOf(after))
    notEqual(subjectOf(after), subjectOf(before))
  })

  it('ends with the password, and begins anew where the shopper stays', async () => {
    const cookie = await joined('dan@example.org')
    const jar = new Jar()
    jar.keep(cookie)
    const old = await forCode(await codeFor(jar))
    const unused = await codeFor(jar)
    equal(await ordersBy(old), 200)
    await shop.pass(2_000)
    const change = { current: password, next: 'another password' }
    const changed = await shop.server.inject({
      method: 'PUT',
      url: '/v1/account/password',
      headers: { cookie, 'meridian-csrf': '1' },
      payload: change,
    })
    equal(changed.statusCode, 200, changed.body)
    equal(await ordersBy(old), 401)
    equal((await refreshed(old))['error'], 'invalid_grant')
    equal((await forCode(unused))['error'], 'invalid_grant')
    const anew = await forCode(await codeFor(jar))
    equal(await ordersBy(anew), 200)
    const again = await refreshed(anew)
    equal(await ordersBy(again), 200)
  })
})

describe('an application', () => {
  it('learns where everything is', async () => {
    const answer = await fetch(`${origin}/oidc/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'shop.example', 'x-forwarded-proto': 'http' },
    })
    const said = (await answer.json()) as Record<string, unknown>
    equal(said['issuer'], 'http://shop.example/oidc')
    equal(said['token_endpoint'], 'http://shop.example/oidc/token')
    deepEqual(said['code_challenge_methods_supported'], ['S256'])
  })

  it('sends whoever is not signed in to the shop first, and back', async () => {
    const jar = new Jar()
    const first = await jar.get(asked())
    const there = await jar.get(first.headers.get('location') ?? '')
    match(there.headers.get('location') ?? '', /^\/account\/sign-in\?then=%2Foidc%2Finteraction%2F/)
  })

  it('gets tokens that the API believes, for what they are for', async () => {
    const code = await codeFor(signedIn())
    const got = await tokens({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    })
    ok(got['access_token'] && got['refresh_token'] && got['id_token'], JSON.stringify(got))
    const bearer = { authorization: `Bearer ${got['access_token']}` }
    const own = await shop.send('GET', '/v1/account/orders', undefined, bearer)
    equal(own.statusCode, 200, own.body)
    equal((await shop.send('GET', '/v1/admin/orders', undefined, bearer)).statusCode, 403)
    const forged = { authorization: `${bearer.authorization.slice(0, -2)}AA` }
    equal((await shop.send('GET', '/v1/account/orders', undefined, forged)).statusCode, 401)
    await shop.pass(11 * 60_000)
    equal((await shop.send('GET', '/v1/account/orders', undefined, bearer)).statusCode, 401)
  })

  it('cannot do without the verifier of its challenge', async () => {
    const refused = await new Jar().get(asked({ code_challenge: '' }))
    match(refused.headers.get('location') ?? '', /error=invalid_request/)
    const code = await codeFor(signedIn())
    const got = await tokens({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      code_verifier: 'w'.repeat(64),
    })
    equal(got['error'], 'invalid_grant')
  })

  it('gets a new refresh token each time; one that is used twice ends them all', async () => {
    const code = await codeFor(signedIn())
    const first = await tokens({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    })
    const refresh = (token: string | undefined) =>
      tokens({ grant_type: 'refresh_token', refresh_token: token ?? '' })
    const second = await refresh(first['refresh_token'])
    ok(second['access_token'], JSON.stringify(second))
    notEqual(second['refresh_token'], first['refresh_token'])
    equal((await refresh(first['refresh_token']))['error'], 'invalid_grant')
    equal((await refresh(second['refresh_token']))['error'], 'invalid_grant')
  })
})

describe('the keys that tokens are signed with', () => {
  const id = oidcKeysId('sin')
  const kept = () => shop.ledger.read('oidc-keys', id)

  it('lie encrypted in the ledger, and open', async () => {
    const text = JSON.stringify((await kept())?.state)
    match(text, /"encrypted":"enc:/)
    ok(!text.includes('kty') && !text.includes('cookies'), text)
    equal((await storedKeys(shop.region.contextFor(identity)))?.signing.length, 1)
  })

  it('are read as they are where they are older than encryption', async () => {
    const other = await WholeShop.open()
    const keys = { signing: [{ kid: 'old' }], cookies: ['old'] }
    const command = { type: 'make', keys }
    await other.region.executor.execute({ aggregate: aggregate(oidcKeys), id, command })
    deepEqual(await storedKeys(other.region.contextFor(identity)), keys)
    await other.close()
  })
})
