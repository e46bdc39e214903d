import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { derivedId } from '#kernel/core/id.ts'
import type { HttpOptions } from '#kernel/http/options.ts'
import type { Service } from '#kernel/service/define-service.ts'
import { httpFixture } from '#kernel/testing/http-fixture.ts'
import { jarService } from '#kernel/testing/jar-service.ts'

const label = (text: string, headers: Record<string, string> = {}) =>
  ({ method: 'POST', url: '/v1/jars', payload: { label: text }, headers }) as const
const keyed = (text: string, key: string, who = '') =>
  label(text, { 'idempotency-key': key, authorization: who })

/** Only who is somebody may make jars. */
function keptJars(): Service {
  const jars = jarService()
  const routes = jars.routes.map((route) =>
    route.path === '/v1/jars' && route.method === 'POST'
      ? { ...route, permission: 'jars:write' as never }
      : route,
  )
  return { ...jars, routes }
}

test('a command that creates is answered with the document, its version and where it is', async () => {
  const { server } = httpFixture()
  const answer = await server.inject(label('plums'))
  equal(answer.statusCode, 201)
  const { id } = answer.json<{ id: string }>()
  deepEqual(answer.json(), { id, label: 'plums', marbles: 0 })
  equal(answer.headers['location'], `/v1/jars/${id}`)
  equal(answer.headers['etag'], '"1"')
  equal(answer.headers['cache-control'], 'no-store')
  equal(answer.headers['meridian-region'], 'ap-southeast-1')
  equal(answer.headers['x-content-type-options'], 'nosniff')
})

test('two requests without a key are two commands', async () => {
  const { server } = httpFixture()
  const [one, other] = [await server.inject(label('a')), await server.inject(label('a'))]
  notEqual(one.json<{ id: string }>().id, other.json<{ id: string }>().id)
})

test('a repeat with the same key is answered from the first, whatever the order of members', async () => {
  const { server, store } = httpFixture()
  const first = await server.inject({
    ...keyed('plums', 'k'),
    payload: { label: 'plums', weight: null },
  })
  const again = await server.inject({
    ...keyed('plums', 'k'),
    payload: '{ "weight": null, "label": "plums" }',
    headers: { 'idempotency-key': 'k', 'content-type': 'application/json' },
  })
  equal(again.statusCode, 201)
  deepEqual(again.json(), first.json())
  equal(first.headers['idempotent-replayed'], undefined)
  equal(again.headers['idempotent-replayed'], 'true')
  equal(store.executed.length, 1)
})

test('what a shopper of the other region makes under a key is made there, whoever is asked', async () => {
  const { server, forwarded } = httpFixture()
  const { headers } = keyed('plums', 'k')
  const asked = {
    ...keyed('plums', 'k'),
    headers: { ...headers, 'meridian-region-preference': 'syd' },
  }
  equal((await server.inject(asked)).json<{ from: string }>().from, 'syd')
  const [passed] = forwarded
  equal(passed?.region, 'syd')
  equal(passed?.request.headers['meridian-region-preference'], 'syd')
})

test('a repeat finds a document with spaces in its id', async () => {
  const { server, store } = httpFixture()
  const first = await server.inject(keyed('plums', 'k'))
  const [instruction] = store.executed
  ok(instruction?.marks?.[0])
  const target = 'jar_sin_of plums'
  await store.execute({ ...instruction, id: target, marks: [] })
  const { id, digest } = instruction.marks[0]
  store.leaveMark({ id, digest: `${digest.split(' ')[0]} ${target}` })
  const again = await server.inject(keyed('plums', 'k'))
  equal(again.statusCode, first.statusCode)
  equal(again.json<{ id: string }>().id, target)
})

test('a repeat shows the document as it is now', async () => {
  const { server } = httpFixture()
  const { id } = (await server.inject(keyed('plums', 'k'))).json<{ id: string }>()
  await server.inject({ method: 'PUT', url: `/v1/jars/${id}/label`, payload: { label: 'figs' } })
  const again = await server.inject(keyed('plums', 'k'))
  equal(again.json<{ label: string }>().label, 'figs')
  equal(again.headers['etag'], '"2"')
})

test('a key that was used for another body or another route is refused', async () => {
  const { server } = httpFixture()
  const { id } = (await server.inject(keyed('plums', 'k'))).json<{ id: string }>()
  const otherBody = await server.inject(keyed('figs', 'k'))
  equal(otherBody.statusCode, 422)
  equal(otherBody.json<{ code: string }>().code, 'http.key-reused')
  const otherRoute = await server.inject({
    method: 'POST',
    url: `/v1/jars/${id}/fillings`,
    payload: { quantity: 1 },
    headers: { 'idempotency-key': 'k' },
  })
  equal(otherRoute.statusCode, 422)
})

test('a key of somebody else is refused, and shows nothing of what they asked for', async () => {
  const { server } = httpFixture({
    services: [keptJars()],
    authenticate: async (caller) => ({
      id: caller.header('authorization') ?? '',
      permissions: 'all',
      shownBy: 'bearer',
    }),
  })
  const asked = (who: string) => keyed('plums', '1', who)
  equal((await server.inject(asked('anna'))).statusCode, 201)
  equal((await server.inject(asked('anna'))).headers['idempotent-replayed'], 'true')
  const other = await server.inject(asked('berta'))
  equal(other.statusCode, 422)
  equal(other.json<{ code: string }>().code, 'http.key-reused')
})

test('a key must be 1 to 255 printable ASCII characters', async () => {
  const { server } = httpFixture()
  for (const key of ['', 'x'.repeat(256), 'schlüssel']) {
    const answer = await server.inject(keyed('plums', key))
    equal(answer.statusCode, 400, JSON.stringify(key))
    equal(answer.json<{ code: string }>().code, 'http.bad-key')
  }
  equal((await server.inject(keyed('plums', 'x'.repeat(255)))).statusCode, 201)
})

test('a repeat finds the first try although the other region took it, and is lost since', async () => {
  const { server, store, options } = httpFixture()
  const first = await server.inject(keyed('plums', 'k'))
  const [instruction] = store.executed
  ok(instruction?.marks?.[0])
  const other = httpFixture({ serving: { ...options.serving, serves: () => true } })
  const target = derivedId('jar', 'syd', 'k')
  await other.store.execute({ ...instruction, id: target, marks: [] })
  const { digest } = instruction.marks[0]
  other.store.leaveMark({ id: 'http:syd:k', digest: `${digest.split(' ')[0]} ${target}` })
  const again = await other.server.inject(keyed('plums', 'k'))
  equal(again.statusCode, first.statusCode)
  equal(again.json<{ id: string }>().id, target)
  equal(again.headers['idempotent-replayed'], 'true')
})

test('a deposed region does not answer a repeat from what only it may hold', async () => {
  let isDeposed = false
  const { options } = httpFixture()
  const { server, store, forwarded } = httpFixture({
    serving: {
      ...options.serving,
      serves: (home) => home === 'sin' && !isDeposed,
      servedBy: (home) => (isDeposed ? 'syd' : home),
    },
  })
  await server.inject(keyed('plums', 'k'))
  isDeposed = true
  const again = await server.inject(keyed('plums', 'k'))
  deepEqual(again.json(), { from: 'syd' })
  equal(forwarded[0]?.request.headers['idempotency-key'], 'k')
  equal(store.executed.length, 1)
})

test('a region in doubt answers no repeat: the first may never count', async () => {
  let inDoubt = false
  const { options } = httpFixture()
  const serving: HttpOptions['serving'] = {
    ...options.serving,
    get inDoubt() {
      return inDoubt
    },
  }
  const { server, store } = httpFixture({ serving })
  await server.inject(keyed('plums', 'k'))
  inDoubt = true
  const again = await server.inject(keyed('plums', 'k'))
  deepEqual([again.statusCode, again.json<{ code: string }>().code], [503, 'not-serving'])
  inDoubt = false
  equal((await server.inject(keyed('plums', 'k'))).headers['idempotent-replayed'], 'true')
  equal(store.executed.length, 1)
})

test('a request repeated while the first is at work joins it', async () => {
  const { server, store } = httpFixture()
  const gate = Promise.withResolvers<void>()
  store.before = () => gate.promise
  const both = [server.inject(keyed('plums', 'k')), server.inject(keyed('plums', 'k'))]
  const other = await server.inject(keyed('figs', 'k'))
  equal(other.statusCode, 422)
  gate.resolve()
  const [one, two] = await Promise.all(both)
  equal(one?.statusCode, 201)
  deepEqual(two?.json(), one?.json())
  equal(two?.headers['idempotent-replayed'], 'true')
  equal(store.executed.length, 1)
})

test('a repeat that has joined for long enough is told that the first is still running', async () => {
  const { server, store } = httpFixture({ limits: { joinMs: 20 } })
  const gate = Promise.withResolvers<void>()
  store.before = () => gate.promise
  const first = server.inject(keyed('plums', 'k'))
  const again = await server.inject(keyed('plums', 'k'))
  equal(again.statusCode, 409)
  equal(again.json<{ code: string }>().code, 'http.still-running')
  equal(again.headers['retry-after'], '1')
  gate.resolve()
  equal((await first).statusCode, 201)
})

test('a command whose mark appears while it is decided is answered from the first', async () => {
  const { server, store } = httpFixture()
  await server.inject(keyed('plums', 'k'))
  const { ledger } = store
  let looks = 0
  const racing = httpFixture({
    executor: store,
    ledger: {
      read: ledger.read,
      mark: async (id) => {
        looks += 1
        return looks === 1 ? null : ledger.mark(id)
      },
    },
  })
  const again = await racing.server.inject(keyed('plums', 'k'))
  equal(again.statusCode, 201)
  equal(again.headers['idempotent-replayed'], 'true')
})

test('a refusal is answered with its status, code, advice and field', async () => {
  const { server } = httpFixture()
  const { id } = (await server.inject(label('plums'))).json<{ id: string }>()
  const fill = () =>
    server.inject({
      method: 'POST',
      url: `/v1/jars/${id}/fillings`,
      payload: { quantity: 10_000 },
    })
  equal((await fill()).statusCode, 202)
  equal((await fill()).statusCode, 202)
  const full = await fill()
  equal(full.statusCode, 422)
  match(String(full.headers['content-type']), /^application\/problem\+json/)
  const problem = full.json<Record<string, unknown>>()
  equal(problem['code'], 'jars.too-full')
  equal(problem['type'], '/docs/errors#jars.too-full')
  deepEqual(problem['errors'], [{ in: 'body', pointer: '/quantity', detail: 'It holds 20000.' }])
  equal(problem['requestId'], full.headers['x-request-id'])
  equal((await server.inject({ method: 'DELETE', url: `/v1/jars/${id}` })).statusCode, 204)
  const sealed = await server.inject({ method: 'DELETE', url: `/v1/jars/${id}` })
  equal(sealed.statusCode, 409)
  equal(sealed.json<{ advice: string }>().advice, 'Take another jar.')
})

test('If-Match lets a command through on that version only', async () => {
  const { server } = httpFixture()
  const { id } = (await server.inject(label('plums'))).json<{ id: string }>()
  const rename = (tag: string) =>
    server.inject({
      method: 'PUT',
      url: `/v1/jars/${id}/label`,
      payload: { label: 'figs' },
      headers: { 'if-match': tag },
    })
  equal((await rename('"1"')).statusCode, 200)
  const stale = await rename('"1"')
  equal(stale.statusCode, 412)
  equal(stale.json<{ code: string }>().code, 'version-conflict')
  equal((await rename('"other"')).statusCode, 412)
  equal((await rename('*')).statusCode, 200)
  equal((await rename('1')).statusCode, 400)
  equal((await rename('"1", "2"')).statusCode, 400)
})

test('faults are answered with when to come back, and with nothing of the inside', async () => {
  const { server, store, logged } = httpFixture()
  const faults = [
    ['unavailable', 503],
    ['outcome-unknown', 503],
    ['overloaded', 503],
    ['timeout', 503],
    ['version-conflict', 409],
    ['bad-cursor', 400],
  ] as const
  for (const [code, status] of faults) {
    store.faults.push(new Fault(code, 'connection to 10.0.0.7 refused'))
    const answer = await server.inject(label('plums'))
    equal(answer.statusCode, status, code)
    equal(answer.json<{ code: string }>().code, code)
    ok(!answer.body.includes('10.0.0.7'))
    if (status === 503) match(String(answer.headers['retry-after']), /^\d+$/)
  }
  match((await server.inject(label('x'))).headers['x-request-id'] as string, /./)
  ok(logged.every(({ level }) => level === 'warn'))
})

test('a bug is answered with a request id and logged once', async () => {
  const { server, store, logged } = httpFixture()
  store.faults.push(new TypeError('secret of the inside'))
  const answer = await server.inject(label('plums', { 'x-request-id': 'a-sane-id-123' }))
  equal(answer.statusCode, 500)
  ok(!answer.body.includes('inside'))
  equal(answer.json<{ requestId: string }>().requestId, 'a-sane-id-123')
  equal(answer.headers['x-request-id'], 'a-sane-id-123')
  equal(logged.length, 1)
  equal(logged[0]?.level, 'error')
})

test('a command that takes too long is told that its outcome is unknown', async () => {
  const { server, store } = httpFixture({ limits: { requestMs: 20 } })
  const gate = Promise.withResolvers<void>()
  store.before = () => gate.promise
  const answer = await server.inject(label('plums'))
  equal(answer.statusCode, 503)
  equal(answer.json<{ code: string }>().code, 'outcome-unknown')
  gate.resolve()
})

test('an id that belongs to no region is not found', async () => {
  const { server } = httpFixture()
  const url = '/v1/jars/jar_mars_0000/label'
  const answer = await server.inject({ method: 'PUT', url, payload: { label: 'a' } })
  equal(answer.statusCode, 404)
})

test('many commands in one request are answered one by one', async () => {
  const { server } = httpFixture()
  const jars = [
    { id: 'jar_sin_1', label: 'a' },
    { id: 'jar_sin_2', label: '' },
    { id: 'jar_sin_1', label: 'b' },
  ]
  const answer = await server.inject({
    method: 'POST',
    url: '/v1/admin/jars/batch',
    payload: { jars },
  })
  deepEqual(answer.json(), { outcomes: ['decided', 'refused', 'decided'] })
})
