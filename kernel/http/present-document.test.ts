import { equal, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { httpFixture } from '#kernel/testing/http-fixture.ts'

async function withJar() {
  const fixture = httpFixture()
  const { server } = fixture
  const made = await server.inject({ method: 'POST', url: '/v1/jars', payload: { label: 'a' } })
  const url = String(made.headers['location'])
  const fill = (prefer?: string) =>
    server.inject({
      method: 'POST',
      url: `${url}/fillings`,
      payload: { quantity: 2 },
      headers: prefer === undefined ? {} : { prefer },
    })
  return { ...fixture, url, fill }
}

test('work that goes on is answered at once with 202', async () => {
  const { fill, url } = await withJar()
  const answer = await fill()
  equal(answer.statusCode, 202)
  equal(answer.headers['location'], url)
  equal(answer.headers['preference-applied'], undefined)
})

test('a client that prefers to wait is answered when the work is settled', async () => {
  const { fill, server, url } = await withJar()
  const answer = fill('respond-async, wait=5')
  await new Promise((resolve) => setTimeout(resolve, 20))
  await server.inject({ method: 'DELETE', url })
  const settled = await answer
  equal(settled.statusCode, 200)
  equal(settled.headers['preference-applied'], 'wait')
  equal(settled.headers['etag'], '"3"')
  equal(settled.json<{ marbles: number }>().marbles, 2)
})

test('a client that waited in vain gets what there is, still with 202', async () => {
  const { fill } = await withJar()
  const before = performance.now()
  const answer = await fill('wait=1')
  ok(performance.now() - before >= 900)
  equal(answer.statusCode, 202)
  equal(answer.headers['preference-applied'], 'wait')
})

test('a closing server lets those who wait go with what there is', async () => {
  const { fill, server } = await withJar()
  const answer = fill('wait=30')
  await new Promise((resolve) => setTimeout(resolve, 20))
  await server.close()
  equal((await answer).statusCode, 202)
})
