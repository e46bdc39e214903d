import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
import { httpFixture } from '#kernel/testing/http-fixture.ts'

const elsewhere = '/v1/jars/jar_syd_0000/label'
const relabel = (headers: Record<string, string> = {}) =>
  ({ method: 'PUT', url: elsewhere, payload: { label: 'a' }, headers }) as const

test('a command for another region is sent there as it came, and its answer passed through', async () => {
  const { server, forwarded, store } = httpFixture()
  const answer = await server.inject({
    ...relabel({ 'if-match': '"3"', authorization: 'Bearer abc' }),
    url: `${elsewhere}`,
  })
  equal(answer.statusCode, 201)
  deepEqual(answer.json(), { from: 'syd' })
  equal(answer.headers['meridian-region'], 'ap-southeast-2')
  equal(store.executed.length, 0)
  const [sent] = forwarded
  equal(sent?.region, 'syd')
  equal(sent?.request.method, 'PUT')
  equal(sent?.request.path, elsewhere)
  equal(sent?.request.body?.toString(), '{"label":"a"}')
  equal(sent?.request.headers['meridian-forwarded'], 'ap-southeast-1')
  equal(sent?.request.headers['if-match'], '"3"')
  equal(sent?.request.headers['authorization'], 'Bearer abc')
  equal(sent?.request.headers['host'], undefined)
  equal(sent?.request.headers['content-length'], undefined)
  equal(sent?.request.headers['x-request-id'], answer.headers['x-request-id'])
})

test('a trace goes along with a forwarded command', async () => {
  const { server, forwarded } = httpFixture()
  const trace = '0af7651916cd43dd8448eb211c80319c'
  await server.inject(relabel({ traceparent: `00-${trace}-b7ad6b7169203331-01` }))
  const sent = forwarded[0]?.request.headers['traceparent'] ?? ''
  ok(sent.startsWith(`00-${trace}-`))
  ok(!sent.includes('b7ad6b7169203331'))
})

test('a forwarded command is not forwarded again', async () => {
  const { server, forwarded } = httpFixture()
  const answer = await server.inject(relabel({ 'meridian-forwarded': 'ap-southeast-2' }))
  equal(answer.statusCode, 503)
  equal(answer.json<{ code: string }>().code, 'not-serving')
  ok(answer.headers['retry-after'])
  equal(forwarded.length, 0)
})

test('while nobody may write, a command is asked to come back', async () => {
  const { server } = httpFixture({
    serving: {
      region: 'sin',
      regionName: 'ap-southeast-1',
      homes: ['sin', 'syd'],
      inDoubt: false,
      serves: () => false,
      servedBy: () => null,
    },
  })
  const answer = await server.inject(relabel())
  equal(answer.statusCode, 503)
  ok(answer.headers['retry-after'])
})

test('a home that moved while the command was decided is followed', async () => {
  const { server, store, forwarded } = httpFixture({
    serving: {
      region: 'sin',
      regionName: 'ap-southeast-1',
      homes: ['sin', 'syd'],
      inDoubt: false,
      serves: () => true,
      servedBy: () => 'syd',
    },
  })
  store.faults.push(new Fault('not-serving'))
  const answer = await server.inject({
    method: 'POST',
    url: '/v1/jars',
    payload: { label: 'a' },
    headers: { 'idempotency-key': 'k' },
  })
  equal(answer.statusCode, 201)
  equal(forwarded[0]?.request.headers['idempotency-key'], 'k')
})

test('many commands in one request go to the region of their kind', async () => {
  const { server, forwarded } = httpFixture({
    serving: {
      region: 'sin',
      regionName: 'ap-southeast-1',
      homes: ['sin', 'syd'],
      inDoubt: false,
      serves: () => false,
      servedBy: () => 'syd',
    },
  })
  await server.inject({ method: 'POST', url: '/v1/admin/jars/batch', payload: { jars: [] } })
  equal(forwarded.length, 1)
})

test('a peer that does not answer leaves the outcome unknown', async () => {
  const { server } = httpFixture({
    forward: async () => {
      throw new Fault('outcome-unknown')
    },
  })
  const answer = await server.inject(relabel())
  equal(answer.statusCode, 503)
  equal(answer.json<{ code: string }>().code, 'outcome-unknown')
})
