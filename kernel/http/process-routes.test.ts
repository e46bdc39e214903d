import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { httpFixture } from '#kernel/testing/http-fixture.ts'

test('a live process says so without asking anything behind it', async () => {
  const { server } = httpFixture({ health: { ready: () => Promise.reject(new Error('down')) } })
  const answer = await server.inject({ method: 'GET', url: '/health/live' })
  equal(answer.statusCode, 200)
  deepEqual(answer.json(), { live: true, region: 'ap-southeast-1' })
})

test('readiness tells how each part is', async () => {
  const up = httpFixture()
  const ready = await up.server.inject({ method: 'GET', url: '/health/ready' })
  equal(ready.statusCode, 200)
  deepEqual(ready.json(), { ready: true, checks: { ledger: 'ok' }, region: 'ap-southeast-1' })
  const checks = { ledger: 'unreachable' }
  const down = httpFixture({ health: { ready: async () => ({ ready: false, checks }) } })
  equal((await down.server.inject({ method: 'GET', url: '/health/ready' })).statusCode, 503)
})

test('readiness answers in bounded time, whatever hangs', async () => {
  const { server } = httpFixture({
    health: { ready: () => new Promise(() => undefined) },
    limits: { readyMs: 20 },
  })
  const answer = await server.inject({ method: 'GET', url: '/health/ready' })
  equal(answer.statusCode, 503)
  equal(answer.json<{ ready: boolean }>().ready, false)
})

test('requests are counted by route and status, in Prometheus text', async () => {
  const { server } = httpFixture()
  await server.inject({ method: 'GET', url: '/v1/jars/jar_sin_none' })
  await server.inject({ method: 'GET', url: '/nowhere' })
  const { body, headers } = await server.inject({ method: 'GET', url: '/metrics' })
  match(String(headers['content-type']), /^text\/plain/)
  match(
    body,
    /request_seconds_count\{[^}]*method="GET",route="\/v1\/jars\/\{id\}",status="404"\} 1/,
  )
  match(body, /request_seconds_count\{[^}]*route="none",status="404"\} 1/)
})

test('work beyond the limit is refused, but health checks and the other region are not', async () => {
  const { server, store } = httpFixture({
    limits: { inFlight: 1 },
    internal: [{ method: 'POST', path: '/internal/ping', handle: async () => 'pong' }],
    internalSecret: 's',
  })
  const gate = Promise.withResolvers<void>()
  store.before = () => gate.promise
  const first = server.inject({ method: 'POST', url: '/v1/jars', payload: { label: 'a' } })
  await new Promise((resolve) => setTimeout(resolve, 20))
  const second = await server.inject({ method: 'GET', url: '/v1/jars/jar_sin_none' })
  equal(second.statusCode, 503)
  equal(second.json<{ code: string }>().code, 'overloaded')
  ok(second.headers['retry-after'])
  equal((await server.inject({ method: 'GET', url: '/health/live' })).statusCode, 200)
  const headers = { 'meridian-internal': 's' }
  const ping = { method: 'POST', url: '/internal/ping', headers } as const
  equal((await server.inject(ping)).statusCode, 200)
  gate.resolve()
  equal((await first).statusCode, 201)
  equal((await server.inject({ method: 'GET', url: '/v1/jars/jar_sin_none' })).statusCode, 404)
})

test('an internal route answers only who shows the secret of the regions', async () => {
  const asked: unknown[] = []
  const { server } = httpFixture({
    internalSecret: 'a secret',
    internal: [
      {
        method: 'POST',
        path: '/internal/things',
        handle: async (body, query) => {
          asked.push([body, { ...query }])
          return body === undefined ? undefined : { took: body }
        },
      },
    ],
  })
  const call = (headers: Record<string, string>, payload?: object) =>
    server.inject({
      method: 'POST',
      url: '/internal/things?page=2',
      headers,
      ...(payload ? { payload } : {}),
    })
  for (const headers of [{}, { 'meridian-internal': 'a secre' }, { 'meridian-internal': '' }]) {
    const refused = await call(headers, { a: 1 })
    equal(refused.statusCode, 403)
    equal(refused.json<{ code: string }>().code, 'http.internal-only')
  }
  deepEqual(asked, [])
  const answer = await call({ 'meridian-internal': 'a secret' }, { a: 1 })
  deepEqual(answer.json(), { took: { a: 1 } })
  deepEqual(asked, [[{ a: 1 }, { page: '2' }]])
  equal((await call({ 'meridian-internal': 'a secret' })).statusCode, 204)
})

test('without a secret of its own a region lets nobody in', async () => {
  const { server } = httpFixture({
    internal: [{ method: 'GET', path: '/internal/things', handle: async () => 1 }],
  })
  const headers = { 'meridian-internal': 'undefined' }
  const answer = await server.inject({ method: 'GET', url: '/internal/things', headers })
  equal(answer.statusCode, 403)
})

test('a sane request id is taken over, another is replaced', async () => {
  const { server } = httpFixture()
  const idFor = async (id: string) =>
    (await server.inject({ method: 'GET', url: '/health/live', headers: { 'x-request-id': id } }))
      .headers['x-request-id']
  equal(await idFor('3f2b8c1e-0000'), '3f2b8c1e-0000')
  for (const id of ['short', 'x'.repeat(200), 'with space and <b>']) {
    match(String(await idFor(id)), /^[0-9a-f]{16}-\w+$/)
  }
})

test('a closing server finishes what it took and takes nothing new', async () => {
  const { server, store } = httpFixture()
  const base = await server.listen(0, '127.0.0.1')
  const gate = Promise.withResolvers<void>()
  store.before = () => gate.promise
  const taken = fetch(`${base}/v1/jars`, {
    method: 'POST',
    body: '{"label":"a"}',
    headers: { 'content-type': 'application/json' },
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const closed = server.close()
  await new Promise((resolve) => setTimeout(resolve, 20))
  await fetch(`${base}/health/live`).then(
    () => ok(false, 'it still takes requests'),
    () => undefined,
  )
  gate.resolve()
  equal((await taken).status, 201)
  await closed
})

test('a closing server cuts off what does not finish in time', async () => {
  const { server, store } = httpFixture({ limits: { closeMs: 50 } })
  const base = await server.listen(0, '127.0.0.1')
  store.before = () => new Promise(() => undefined)
  const stuck = fetch(`${base}/v1/jars`, {
    method: 'POST',
    body: '{"label":"a"}',
    headers: { 'content-type': 'application/json' },
  }).then(
    () => 'answered',
    () => 'cut off',
  )
  await new Promise((resolve) => setTimeout(resolve, 50))
  await server.close()
  equal(await stuck, 'cut off')
})
