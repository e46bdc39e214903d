import { deepEqual, equal, match } from 'node:assert/strict'
import { test } from 'node:test'
import { defineRefusals } from '#kernel/core/decider.ts'
import { httpFixture } from '#kernel/testing/http-fixture.ts'
import { jarService } from '#kernel/testing/jar-service.ts'

const refusals = defineRefusals('jars', { lost: { kind: 'not-found', title: 'Lost' } })

function cached(onList: (count: number) => unknown = (count) => ({ count })) {
  let count = 0
  let nowMs = 0
  const service = jarService(() => {
    count += 1
    return onList(count)
  })
  const sleep = async () => undefined
  const { server } = httpFixture({
    services: [service],
    clock: { now: () => nowMs, monotonic: () => nowMs, sleep, after: () => () => undefined },
  })
  const get = (url = '/v1/jars', headers: Record<string, string> = {}) =>
    server.inject({ method: 'GET', url, headers })
  return { server, get, pass: (seconds: number) => (nowMs += seconds * 1_000), made: () => count }
}

test('an answer is made once and then kept, with all that an answer carries', async () => {
  const { get, made } = cached()
  const [miss, hit] = [await get(), await get()]
  equal(made(), 1)
  equal(hit.body, miss.body)
  for (const answer of [miss, hit]) {
    equal(answer.statusCode, 200)
    equal(answer.headers['cache-control'], 'public, max-age=10, stale-while-revalidate=50')
    match(String(answer.headers['etag']), /^W\/"[\w-]{27}"$/)
    match(String(answer.headers['content-type']), /^application\/json/)
    equal(answer.headers['meridian-region'], 'ap-southeast-1')
    equal(answer.headers['x-content-type-options'], 'nosniff')
    match(String(answer.headers['x-request-id']), /./)
  }
  equal(hit.headers['age'], '0')
})

test('each address has its own answer, and bad ones are never kept', async () => {
  const { get, made } = cached()
  await get('/v1/jars?shelf=a')
  await get('/v1/jars?shelf=b')
  equal(made(), 2)
  equal((await get('/v1/jars?shelf=a&limit=0')).statusCode, 400)
  equal((await get('/v1/jars?shelf=a&limit=0')).statusCode, 400)
})

test('a client that has the answer already is told so, from the cache and before it', async () => {
  const { get } = cached()
  const { etag } = (await get()).headers
  const same = await get('/v1/jars', { 'if-none-match': String(etag) })
  equal(same.statusCode, 304)
  equal(same.body, '')
  equal(same.headers['etag'], etag)
  const other = cached()
  equal((await other.get('/v1/jars', { 'if-none-match': String(etag) })).statusCode, 304)
})

test('HEAD is answered from the cache without a body', async () => {
  const { server, get } = cached()
  const { body } = await get()
  const head = await server.inject({ method: 'HEAD', url: '/v1/jars' })
  equal(head.statusCode, 200)
  equal(head.body, '')
  equal(head.headers['content-length'], String(body.length))
})

test('many who ask at once wait for one answer', async () => {
  const gate = Promise.withResolvers<void>()
  const { get, made } = cached(async (count) => {
    await gate.promise
    return { count }
  })
  const asked = [get(), get(), get()]
  await new Promise((resolve) => setTimeout(resolve, 20))
  gate.resolve()
  deepEqual(
    (await Promise.all(asked)).map(({ body }) => body),
    ['{"count":1}', '{"count":1}', '{"count":1}'],
  )
  equal(made(), 1)
})

test('a stale answer is given while a new one is made, and none that is too old', async () => {
  const { get, pass, made } = cached()
  await get()
  pass(11)
  const stale = await get()
  equal(stale.body, '{"count":1}')
  equal(stale.headers['age'], '11')
  await new Promise((resolve) => setTimeout(resolve, 10))
  equal((await get()).body, '{"count":2}')
  pass(61)
  equal((await get()).body, '{"count":3}')
  equal(made(), 3)
})

test('a change drops the answers that carry its tag and no others', async () => {
  const { server, get, made } = cached()
  await get('/v1/jars?shelf=a')
  await get('/v1/jars?shelf=b')
  server.invalidate(['shelf:a'])
  await get('/v1/jars?shelf=b')
  equal(made(), 2)
  await get('/v1/jars?shelf=a')
  equal(made(), 3)
  server.invalidate(['jars', 'unheard-of'])
  await get('/v1/jars?shelf=b')
  equal(made(), 4)
})

test('an answer being made while its tag is dropped is not kept', async () => {
  const gate = Promise.withResolvers<void>()
  const { server, get } = cached(async (count) => {
    if (count === 1) await gate.promise
    return { count }
  })
  const before = get()
  await new Promise((resolve) => setTimeout(resolve, 20))
  server.invalidate(['jars'])
  equal((await get()).body, '{"count":2}')
  gate.resolve()
  equal((await before).body, '{"count":1}')
  equal((await get()).body, '{"count":2}')
})

test('refusals and failures are not kept', async () => {
  const { get, made } = cached((count) => {
    if (count === 1) return refusals.lost('Nobody knows where.')
    if (count === 2) throw new Error('bug')
    return { count }
  })
  equal((await get()).statusCode, 404)
  equal((await get()).statusCode, 500)
  equal((await get()).statusCode, 200)
  equal(made(), 3)
})
