import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '#kernel/core/fault.ts'
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

test('no other site may read answers in a browser', async () => {
  const { server, url } = await withJar()
  const headers = { origin: 'https://elsewhere.example' }
  const answer = await server.inject({ method: 'GET', url, headers })
  equal(answer.headers['access-control-allow-origin'], undefined)
})
