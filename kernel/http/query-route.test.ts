import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { defineRefusals } from '#kernel/core/decider.ts'
import { Fault } from '#kernel/core/fault.ts'
import { Type } from '#kernel/core/schema.ts'
import { query } from '#kernel/service/route.ts'
import { jarService } from '#kernel/testing/jar-service.ts'
import { fakeContext } from '#kernel/testing/fake-context.ts'
import { FakeExecutor } from '#kernel/testing/fake-executor.ts'
import { httpFixture } from '#kernel/testing/http-fixture.ts'

async function withJar() {
  const { server } = httpFixture()
  const made = await server.inject({ method: 'POST', url: '/v1/jars', payload: { label: 'a' } })
  return { server, url: String(made.headers['location']) }
}

test('an answer with a version has an ETag and is kept by nobody', async () => {
  const { server, url } = await withJar()
  const answer = await server.inject({ method: 'GET', url })
  equal(answer.statusCode, 200)
  equal(answer.headers['etag'], '"1"')
  equal(answer.headers['cache-control'], 'private, no-cache')
})

test('a client that has the version already is told so', async () => {
  const { server, url } = await withJar()
  for (const tag of ['"1"', 'W/"1"', '"0", "1"', '*']) {
    const answer = await server.inject({ method: 'GET', url, headers: { 'if-none-match': tag } })
    equal(answer.statusCode, 304, tag)
    equal(answer.body, '')
    equal(answer.headers['etag'], '"1"')
  }
  const headers = { 'if-none-match': '"2"' }
  equal((await server.inject({ method: 'GET', url, headers })).statusCode, 200)
})

test('HEAD answers like GET without a body', async () => {
  const { server, url } = await withJar()
  const [get, head] = [
    await server.inject({ method: 'GET', url }),
    await server.inject({ method: 'HEAD', url }),
  ]
  equal(head.statusCode, 200)
  equal(head.body, '')
  deepEqual(
    [head.headers['etag'], head.headers['content-length']],
    [get.headers['etag'], get.headers['content-length']],
  )
})

test('a refusal is a problem', async () => {
  const { server } = await withJar()
  const answer = await server.inject({ method: 'GET', url: '/v1/jars/jar_sin_none' })
  equal(answer.statusCode, 404)
  equal(answer.json<{ code: string }>().code, 'jars.unknown')
})

test('a refusal waits until this region is sure of what it lacks', async () => {
  const confirm = async () => {
    throw new Fault('not-serving')
  }
  const store = new FakeExecutor()
  const contextFor = () => ({ ...fakeContext(store), confirm })
  const { server } = httpFixture({ contextFor })
  const answer = await server.inject({ method: 'GET', url: '/v1/jars/jar_sin_none' })
  equal(answer.statusCode, 503)
})

test('what an operator asks for is refused at once: it rests on no ledger', async () => {
  const confirm = async () => {
    throw new Fault('not-serving')
  }
  const store = new FakeExecutor()
  const jars = jarService()
  const refusals = defineRefusals('jars', { unknown: { kind: 'not-found', title: 'None' } })
  const asked = query({
    method: 'POST',
    path: '/v1/jars/shaking',
    summary: 'Shake all jars',
    response: Type.Object({}),
    handle: async () => refusals.unknown('Nothing to shake.'),
  })
  const { server } = httpFixture({
    services: [{ ...jars, routes: [...jars.routes, asked] }],
    contextFor: () => ({ ...fakeContext(store), confirm }),
  })
  const answer = await server.inject({ method: 'POST', url: '/v1/jars/shaking' })
  equal(answer.statusCode, 404)
})

test('no other site may read answers in a browser', async () => {
  const { server, url } = await withJar()
  const headers = { origin: 'https://elsewhere.example' }
  const answer = await server.inject({ method: 'GET', url, headers })
  equal(answer.headers['access-control-allow-origin'], undefined)
})
