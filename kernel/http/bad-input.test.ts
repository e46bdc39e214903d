import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { httpFixture } from '#kernel/testing/http-fixture.ts'

const { server, logged } = httpFixture()

interface Told {
  status: number
  code: string
  errors?: { in: string; pointer: string; detail: string }[]
}

async function post(body: string | Buffer, url = '/v1/jars', type = 'application/json') {
  const answer = await server.inject({
    method: 'POST',
    url,
    payload: body,
    headers: { 'content-type': type },
  })
  match(String(answer.headers['content-type']), /^application\/problem\+json/)
  ok(!/\bat .*\.ts/.test(answer.body), 'no stack trace')
  const told = answer.json<Told>()
  equal(told.status, answer.statusCode)
  return told
}

const fillings = '/v1/jars/jar_sin_0000/fillings'

test('a body that is not JSON is refused', async () => {
  for (const body of ['{"label":', 'nonsense', '{"label":"a"} {}', "{'label':'a'}", '\u0000']) {
    const told = await post(body)
    deepEqual([told.status, told.code], [400, 'http.bad-json'], body)
  }
  equal((await post(Buffer.from([0x22, 0xff, 0x22]))).code, 'http.bad-json')
})

test('a missing body is refused', async () => {
  const told = await post('')
  deepEqual([told.status, told.code], [400, 'http.invalid'])
})

test('unknown members, wrong types and missing members are all named', async () => {
  const told = await post('{"lable":"a","openedAt":"yesterday","weight":"1"}')
  deepEqual([told.status, told.code], [400, 'http.invalid'])
  deepEqual(told.errors?.map(({ in: part, pointer }) => `${part}${pointer}`).sort(), [
    'body/label',
    'body/lable',
    'body/openedAt',
    'body/weight',
  ])
})

test('at most eight members are named, however many are wrong', async () => {
  const names = Array.from({ length: 5_000 }, (_, position) => `"m${position}":1`)
  equal((await post(`{${names.join(',')}}`)).errors?.length, 8)
})

test('no value is turned into another type', async () => {
  for (const body of ['{"label":7}', '{"label":true}', '{"label":null}', '[]', '"a"', 'null', '7'])
    equal((await post(body)).code, 'http.invalid', body)
})

test('a quantity is a whole number in its range', async () => {
  for (const quantity of ['-1', '0', '1.5', '10001', '"2"', 'null', '1e5', '9007199254740993']) {
    equal((await post(`{"quantity":${quantity}}`, fillings)).status, 400, quantity)
  }
})

test('numbers that would lose digits are refused', async () => {
  for (const number of ['9007199254740993', '-9007199254740992', '1e400', '1e16'])
    equal((await post(`{"label":"a","weight":${number}}`)).code, 'http.bad-number', number)
})

test('texts that the ledger cannot store are refused, in values and in names', async () => {
  const bodies = [
    '{"label":"a\\u0000b"}',
    '{"label":"\\ud800"}',
    '{"label":"\\udc00x"}',
    '{"label":"a","notes":{"\\u0000":1}}',
    '{"label":"a","notes":{"__proto__":1}}',
    '{"label":"a","notes":{"x":[["\\u0000"]]}}',
  ]
  for (const body of bodies) equal((await post(body)).code, 'http.bad-text', body)
  const emoji = await server.inject({
    method: 'POST',
    url: '/v1/jars',
    payload: { label: 'a 🫙 \u{1F9FF}' },
  })
  equal(emoji.statusCode, 201)
})

test('deep nesting is refused', async () => {
  equal((await post('['.repeat(100_000) + ']'.repeat(100_000))).code, 'http.too-deep')
})

test('a body in another format is refused', async () => {
  for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x']) {
    const told = await post('{"label":"a"}', '/v1/jars', type)
    deepEqual([told.status, told.code], [415, 'http.unsupported-media-type'], type)
  }
  equal((await post('{}', '/v1/jars', 'application/json; charset=utf-16')).status, 415)
  const zipped = await server.inject({
    method: 'POST',
    url: '/v1/jars',
    payload: '{}',
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  })
  equal(zipped.statusCode, 415)
  const spelled = await server.inject({
    method: 'POST',
    url: '/v1/jars',
    payload: '{"label":"a"}',
    headers: { 'content-type': 'application/json; charset=UTF-8' },
  })
  equal(spelled.statusCode, 201)
})

test('a body is limited to 1 MiB, for staff to 64 MiB', async () => {
  const big = JSON.stringify({ label: 'a'.repeat(1_100_000) })
  deepEqual([(await post(big)).status, (await post(big)).code], [413, 'http.too-large'])
  const jars = [{ id: 'jar_sin_big', label: 'a'.repeat(2_000_000) }]
  const url = '/v1/admin/jars/batch'
  equal((await server.inject({ method: 'POST', url, payload: { jars } })).statusCode, 200)
})

test('a body where none is taken is refused', async () => {
  const url = '/v1/jars/jar_sin_0000'
  const refused = await server.inject({ method: 'DELETE', url, payload: { why: 'because' } })
  equal(refused.statusCode, 400)
  equal((await server.inject({ method: 'DELETE', url, payload: {} })).statusCode, 204)
})

test('query parameters are read as what they are, and unknown ones are refused', async () => {
  const get = async (query: string) =>
    (await server.inject({ method: 'GET', url: `/v1/jars?${query}` })).statusCode
  equal(await get('limit=5&full=true&shelf=a%20b'), 200)
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=1.5', 'limit=', 'limit=5&limit=6'])
    equal(await get(query), 400, query)
  for (const query of ['full=yes', 'colour=red', 'shelf=%00', 'limit=1e1', '__proto__=1'])
    equal(await get(query), 400, query)
})

test('path parameters are checked', async () => {
  const get = async (id: string) =>
    (await server.inject({ method: 'GET', url: `/v1/jars/${id}` })).statusCode
  equal(await get('nonsense'), 400)
  equal(await get('%ff'), 400)
  equal(await get('jar_sin_%00'), 400)
  equal(await get('x'.repeat(2_000)), 404)
  equal(await get('jar_sin_0001'), 404)
})

test('an unknown address is not found, a wrong method is told the right ones', async () => {
  const nowhere = await server.inject({ method: 'GET', url: '/v1/nowhere' })
  deepEqual([nowhere.statusCode, nowhere.json<Told>().code], [404, 'http.not-found'])
  const broken = { 'content-type': 'application/json' }
  const lost = { method: 'POST', url: '/v1/nowhere', payload: '{', headers: broken } as const
  equal((await server.inject(lost)).statusCode, 404)
  const wrong = await server.inject({ method: 'PATCH', url: '/v1/jars/jar_sin_0000' })
  equal(wrong.statusCode, 405)
  equal(wrong.headers['allow'], 'DELETE, GET, HEAD')
  equal((await server.inject({ method: 'OPTIONS', url: '/v1/jars' })).statusCode, 405)
})

test('what is not HTTP gets a problem document too', async (t) => {
  const { server } = httpFixture()
  t.after(() => server.close())
  const port = Number(new URL(await server.listen(0, '127.0.0.1')).port)
  const answer = await new Promise<string>((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write('BREW / COFFEE\r\n\r\n'))
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
  match(answer, /^HTTP\/1.1 400 /)
  match(answer, /application\/problem\+json/)
  match(answer, /"code":"http.bad-request"/)
})

test('nothing a client sends is logged as a bug', () => {
  deepEqual(
    logged.filter(({ level }) => level === 'error'),
    [],
  )
})
