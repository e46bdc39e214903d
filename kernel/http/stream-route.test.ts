import { equal, match, ok } from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { eventText } from '#kernel/http/stream-route.ts'
import { httpFixture } from '#kernel/testing/http-fixture.ts'

async function listening(t: TestContext) {
  const { server } = httpFixture({ limits: { heartbeatMs: 20, closeMs: 500 } })
  t.after(() => server.close())
  const base = await server.listen(0, '127.0.0.1')
  const made = await server.inject({ method: 'POST', url: '/v1/jars', payload: { label: 'a' } })
  const url = String(made.headers['location'])
  const seal = () => server.inject({ method: 'DELETE', url })
  return { server, events: `${base}${url}/events`, url, seal }
}

test('a stream sends what is, what changes, and ends with its source', async (t) => {
  const { events, seal } = await listening(t)
  const answer = await fetch(events)
  equal(answer.status, 200)
  match(String(answer.headers.get('content-type')), /^text\/event-stream/)
  equal(answer.headers.get('meridian-region'), 'ap-southeast-1')
  ok(answer.headers.get('x-request-id'))
  await new Promise((resolve) => setTimeout(resolve, 50))
  await seal()
  const text = await answer.text()
  match(text, /^id: 1\nevent: changed\ndata: \{"label":"a"/)
  match(text, /\n:\n/, 'a heartbeat')
  match(text, /id: 2\nevent: changed\ndata: .*"sealed":true\}\n\n$/)
})

test('a closing server ends its streams', async (t) => {
  const { server, events } = await listening(t)
  const text = (await fetch(events)).text()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const before = performance.now()
  await server.close()
  ok(performance.now() - before < 400)
  match(await text, /^id: 1/)
})

test('a stream ends when its client leaves', async (t) => {
  const { server, events } = await listening(t)
  const leaving = new AbortController()
  const answer = await fetch(events, { signal: leaving.signal })
  await answer.body?.getReader().read()
  leaving.abort()
  await new Promise((resolve) => setTimeout(resolve, 50))
  const metrics = await server.inject({ method: 'GET', url: '/metrics' })
  match(metrics.body, /meridian_http_in_flight\{[^}]*\} 0/)
})

test('a stream that is refused is a problem', async (t) => {
  const { server } = await listening(t)
  const answer = await server.inject({ method: 'GET', url: '/v1/jars/jar_sin_none/events' })
  equal(answer.statusCode, 404)
  equal(answer.json<{ code: string }>().code, 'jars.unknown')
})

test('line breaks cannot forge an event', () => {
  equal(
    eventText({ id: '1\nid: 2', event: 'a\r\nb', data: 'x\ny' }),
    'id: 1 id: 2\nevent: a b\ndata: "x\\ny"\n\n',
  )
})
