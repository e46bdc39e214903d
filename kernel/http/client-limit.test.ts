import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { openApi } from '#kernel/http/openapi.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import type { Route } from '#kernel/service/route.ts'
import { httpFixture } from '#kernel/testing/http-fixture.ts'
import { jarService } from '#kernel/testing/jar-service.ts'

const limit = { perMinute: 15, burst: 2 }

function limitedJars() {
  const service = jarService()
  const isLimited = (route: Route) => route.method === 'POST' && route.path === '/v1/jars'
  const routes = service.routes.map((route) => (isLimited(route) ? { ...route, limit } : route))
  return { ...service, routes }
}

/** A server whose clock stands still until it is told how late it is. */
function limited(options: Partial<HttpOptions> = {}) {
  let nowMs = 0
  const clock = {
    now: () => nowMs,
    monotonic: () => nowMs,
    sleep: async () => undefined,
    after: () => () => undefined,
  }
  const { server } = httpFixture({ services: [limitedJars()], clock, ...options })
  let keys = 0
  const ask = (from: string) =>
    server.inject({
      method: 'POST',
      url: '/v1/jars',
      headers: { 'x-forwarded-for': from, 'idempotency-key': String((keys += 1)) },
      payload: { label: 'x' },
    })
  const pass = (ms: number) => void (nowMs += ms)
  return { server, ask, pass }
}

test('a client that asks too often is told when to come back, and another is not held up', async () => {
  const { ask, pass, server } = limited()
  deepEqual([(await ask('a')).statusCode, (await ask('a')).statusCode], [201, 201])
  const refused = await ask('a')
  equal(refused.statusCode, 429)
  equal(refused.headers['content-type'], 'application/problem+json; charset=utf-8')
  const { code, title } = refused.json<{ code: string; title: string }>()
  deepEqual([code, title], ['http.too-many-requests', 'Too many requests of this kind'])
  deepEqual(
    ['retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'].map(
      (name) => refused.headers[name],
    ),
    ['4', '2', '0', '4'],
  )
  equal((await ask('b')).statusCode, 201)
  equal((await server.inject({ url: '/v1/jars' })).statusCode, 200, 'another route')
  pass(4_000)
  equal((await ask('a')).statusCode, 201)
  equal((await ask('a')).statusCode, 429)
})

test('only the last address counts: the others are what the client says of itself', async () => {
  const { ask } = limited()
  for (const made of ['1.1.1.1', '2.2.2.2']) equal((await ask(`${made}, a`)).statusCode, 201)
  equal((await ask('3.3.3.3, a')).statusCode, 429)
})

test('where all clients share an address, nobody is limited', async () => {
  const { ask } = limited({ limitClients: false })
  for (let turn = 0; turn < 4; turn += 1) equal((await ask('a')).statusCode, 201)
})

test('the document of the API says which routes are limited', () => {
  const document = openApi([limitedJars()]) as {
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
  }
  const told = document.paths['/v1/jars']?.['post']?.responses['429']
  deepEqual(told, { $ref: '#/components/responses/TooManyRequests' })
  const others = document.paths['/v1/jars/{id}']?.['get']?.responses ?? {}
  equal('429' in others, false)
})
