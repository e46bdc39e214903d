import { deepEqual, equal, match } from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { defineRefusals } from '#kernel/core/decider.ts'
import { Strict, Type } from '#kernel/core/schema.ts'
import { openApi } from '#kernel/http/openapi.ts'
import { defineService } from '#kernel/service/define-service.ts'
import { file, upload } from '#kernel/service/route.ts'
import { httpFixture } from '#kernel/testing/http-fixture.ts'
import { jarService } from '#kernel/testing/jar-service.ts'

const refusals = defineRefusals('shelf', {
  empty: { kind: 'invalid', title: 'There is nothing in it' },
  unknown: { kind: 'not-found', title: 'There is no such file' },
})
const maxBytes = 1_000

/** One shelf that holds one file. */
function shelf() {
  let kept: Uint8Array | null = null
  const service = defineService({
    name: 'shelf',
    does: 'Keeps a file.',
    refusals: refusals.catalogue,
    routes: [
      upload({
        method: 'POST',
        path: '/v1/admin/files',
        permission: 'catalog:write',
        summary: 'Keep a file',
        takes: { types: ['image/png'], maxBytes },
        keep: async (bytes) => {
          if (bytes.length === 0) return refusals.empty('No bytes came.')
          kept = bytes.slice()
          return { bytes: bytes.length }
        },
        location: () => '/files/one',
      }),
      file({
        method: 'GET',
        path: '/files/{name}',
        summary: 'Read a file',
        params: Strict({ name: Type.String() }),
        gives: ['image/png'],
        file: async ({ params: { name } }) =>
          kept === null || name !== 'one'
            ? refusals.unknown(`There is no ${name}.`)
            : { bytes: kept, type: 'image/png', tag: 'a1' },
      }),
    ],
  })
  return { ...httpFixture({ services: [service] }), service }
}

const send = (payload: Buffer | string, headers: Record<string, string> = {}) =>
  ({ method: 'POST', url: '/v1/admin/files', payload, headers }) as const

test('a body is taken byte by byte, whatever it says that it is', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, at) => at))
  for (const type of ['image/png', 'application/json', 'text/html; charset=utf-8', undefined]) {
    const { server } = shelf()
    const headers = type === undefined ? {} : { 'content-type': type }
    const answer = await server.inject(send(bytes, headers))
    deepEqual([answer.statusCode, answer.json()], [201, { bytes: 256 }], type)
    equal(answer.headers['location'], '/files/one')
    const read = await server.inject({ method: 'GET', url: '/files/one' })
    deepEqual(read.rawPayload, bytes)
  }
})

test('what is too large, compressed or refused is a problem, and nothing is kept', async () => {
  const { server } = shelf()
  const code = async (payload: Buffer | string, headers?: Record<string, string>) => {
    const answer = await server.inject(send(payload, headers))
    return [answer.statusCode, answer.json<{ code: string }>().code]
  }
  deepEqual(await code(Buffer.alloc(maxBytes + 1)), [413, 'http.too-large'])
  deepEqual(await code('a', { 'content-encoding': 'gzip' }), [415, 'http.unsupported-media-type'])
  deepEqual(await code(''), [422, 'shelf.empty'])
  deepEqual(await code('a', { authorization: 'Bearer nobody' }), [401, 'http.unauthenticated'])
  equal((await server.inject({ method: 'GET', url: '/files/one' })).statusCode, 404)
})

test('a body of unknown length is measured while it comes', async (t) => {
  const { server } = shelf()
  t.after(() => server.close())
  const url = await server.listen(0, '127.0.0.1')
  const status = await new Promise((resolve, reject) => {
    const sending = request(`${url}/v1/admin/files`, { method: 'POST' }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    sending.on('error', reject)
    // Never ended: only a look at what has come so far can refuse it.
    for (let sent = 0; sent <= maxBytes; sent += 100) sending.write(Buffer.alloc(100))
    t.after(() => sending.destroy())
  })
  equal(status, 413)
})

test('a file is what its type says, runs nothing, and may be kept for ever', async () => {
  const { server } = shelf()
  await server.inject(send('<script>alert(1)</script>'))
  const answer = await server.inject({ method: 'GET', url: '/files/one' })
  const { headers } = answer
  equal(headers['content-type'], 'image/png')
  equal(headers['x-content-type-options'], 'nosniff')
  equal(headers['content-security-policy'], "default-src 'none'; sandbox")
  equal(headers['cache-control'], 'public, max-age=31536000, immutable')
  equal(headers['etag'], '"a1"')
  equal(headers['set-cookie'], undefined)

  const head = await server.inject({ method: 'HEAD', url: '/files/one' })
  deepEqual([head.statusCode, head.body], [200, ''])
  deepEqual(
    [head.headers['content-length'], head.headers['etag']],
    [headers['content-length'], '"a1"'],
  )
  const known = { method: 'GET', url: '/files/one', headers: { 'if-none-match': '"a1"' } } as const
  deepEqual([(await server.inject(known)).statusCode, (await server.inject(known)).body], [304, ''])

  const none = await server.inject({ method: 'GET', url: '/files/two' })
  equal(none.statusCode, 404)
  match(String(none.headers['content-type']), /^application\/problem\+json/)
  equal(none.headers['cache-control'], 'no-store')
})

test('a route that takes a file leaves others with JSON', async () => {
  const { server } = httpFixture({ services: [shelf().service, jarService()] })
  const url = '/v1/jars'
  const headers = { 'content-type': 'image/png' }
  const answer = await server.inject({ method: 'POST', url, headers, payload: 'a' })
  equal(answer.statusCode, 415)
})

test('the documentation says which files are taken and given', () => {
  const { paths } = openApi([shelf().service]) as unknown as {
    paths: Record<string, Record<string, { requestBody?: object; responses: object }>>
  }
  deepEqual(paths['/v1/admin/files']?.['post']?.requestBody, {
    required: true,
    content: { 'image/png': {} },
  })
  const given = paths['/files/{name}']?.['get']?.responses as Record<string, { content?: object }>
  deepEqual(given['200']?.content, { 'image/png': {} })
  deepEqual(Object.keys(given).includes('404'), true)
})
