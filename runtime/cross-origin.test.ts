// Pages of other sites on the routes for shoppers.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { keyLimit } from '#kernel/http/cross-origin.ts'
import { WholeShop } from '#runtime/whole-shop.ts'
import type { NewKeyView } from '#services/identity/contract.ts'
import type { Static } from '#kernel/core/schema.ts'

type NewKey = Static<typeof NewKeyView>
const blog = 'https://blog.example'
let shop: WholeShop
let key: NewKey

before(async () => {
  shop = await WholeShop.open()
  key = await newKey('publishable', [blog])
})
after(() => shop.close())

const newKey = (kind: string, origins: readonly string[]) =>
  shop.ask<NewKey>('POST', '/v1/admin/api-keys', { name: 'Blog', kind, permissions: [], origins })

type Method = 'GET' | 'POST' | 'OPTIONS'
const ask = (method: Method, url: string, headers: Readonly<Record<string, string>>) =>
  shop.server.inject({ method, url, headers, ...(method === 'POST' ? { payload: {} } : {}) })
const withKey = (origin: string, shown = key.key ?? '') => ({
  origin,
  'meridian-publishable-key': shown,
})
const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code

test('a page of another site asks with its key, and may read the answer', async () => {
  for (const method of ['GET', 'POST'] as const) {
    const path = method === 'GET' ? '/v1/products' : '/v1/carts'
    const answer = await ask(method, path, withKey(blog))
    assert.ok(answer.statusCode < 300, answer.body)
    assert.equal(answer.headers['access-control-allow-origin'], blog)
    assert.match(String(answer.headers['vary']), /Origin/)
    assert.match(String(answer.headers['access-control-expose-headers']), /x-request-id/)
    assert.equal(answer.headers['access-control-allow-credentials'], undefined)
  }
})

test('what is kept for everybody lets no other site read it', async () => {
  await ask('GET', '/v1/products?limit=3', {})
  const own = await ask('GET', '/v1/products?limit=3', {})
  assert.equal(own.headers['access-control-allow-origin'], undefined)
  const theirs = await ask('GET', '/v1/products?limit=3', withKey(blog))
  assert.equal(theirs.headers['access-control-allow-origin'], blog)
  const again = await ask('GET', '/v1/products?limit=3', {})
  assert.equal(again.headers['access-control-allow-origin'], undefined)
})

test('without a good key for its origin, a page of another site gets nothing', async () => {
  const secret = await newKey('secret', [])
  const gone = await newKey('publishable', [blog])
  await shop.server.inject({
    method: 'DELETE',
    url: `/v1/admin/api-keys/${gone.id}`,
    headers: { authorization: 'Bearer operator' },
  })
  const bad: Readonly<Record<string, string>>[] = [
    { origin: blog },
    withKey('https://other.example'),
    withKey('null'),
    withKey(blog, `${key.key?.slice(0, -1)}x`),
    withKey(blog, secret.key ?? ''),
    withKey(blog, gone.key ?? ''),
  ]
  for (const headers of bad) {
    const answer = await ask('GET', '/v1/products', headers)
    assert.deepEqual([answer.statusCode, codeOf(answer)], [403, 'http.key-needed'])
    assert.equal(answer.headers['access-control-allow-origin'], undefined)
  }
})

test('pages of the shop, and programs, need no key', async () => {
  const own = [
    {},
    { origin: 'http://shop.example' },
    { origin: 'https://a.example', host: 'a.example' },
    { origin: 'https://b.example', 'x-forwarded-host': 'b.example' },
  ]
  for (const headers of own) {
    const answer = await ask('POST', '/v1/carts', headers)
    assert.equal(answer.statusCode, 201, JSON.stringify(headers))
    assert.equal(answer.headers['access-control-allow-origin'], undefined)
  }
})

test('a preflight is answered for shoppers’ routes only, and allows no cookies', async () => {
  const asked = { origin: blog, 'access-control-request-method': 'POST' }
  const answer = await ask('OPTIONS', '/v1/carts', asked)
  assert.deepEqual([answer.statusCode, answer.body], [204, ''])
  assert.equal(answer.headers['access-control-allow-origin'], blog)
  assert.match(String(answer.headers['access-control-allow-methods']), /POST/)
  assert.match(String(answer.headers['access-control-allow-headers']), /meridian-publishable-key/)
  assert.equal(answer.headers['access-control-allow-credentials'], undefined)
  for (const path of ['/v1/admin/orders', '/v1/staff/session', '/oidc/auth']) {
    const no = await ask('OPTIONS', path, asked)
    assert.equal(no.headers['access-control-allow-origin'], undefined, path)
  }
})

test('all pages with one key share a limit', async () => {
  const busy = await newKey('publishable', [blog])
  const headers = withKey(blog, busy.key ?? '')
  const answers = await Promise.all(
    Array.from({ length: keyLimit.burst + 5 }, () => ask('GET', '/v1/products', headers)),
  )
  const refused = answers.filter(({ statusCode }) => statusCode === 429)
  assert.equal(refused.length, 5)
  assert.ok(Number(refused[0]?.headers['retry-after']) >= 1)
  assert.equal((await ask('GET', '/v1/products', withKey(blog))).statusCode, 200)
})
