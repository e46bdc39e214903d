import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { describe, it } from 'node:test'
import { twoRegions, until } from '#world/edge/two-regions.ts'

describe('bytes that are no proper request', () => {
  const cases: readonly [name: string, head: string, status: number][] = [
    [
      'two lengths',
      'POST /v1/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2',
      400,
    ],
    [
      'a length and chunks',
      'POST /v1/x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked',
      400,
    ],
    ['two keys', 'GET /v1/x HTTP/1.1\r\nHost: a\r\nIdempotency-Key: a\r\nidempotency-key: b', 400],
    ['no host', 'GET /v1/x HTTP/1.1', 400],
    ['a path that climbs', 'GET /v1/../internal HTTP/1.1\r\nHost: a', 400],
    ['a proxy request', 'GET http://elsewhere/ HTTP/1.1\r\nHost: a', 400],
    ['an unknown method', 'PROPFIND /v1/x HTTP/1.1\r\nHost: a', 405],
    ['a long address', `GET /v1/${'x'.repeat(9_000)} HTTP/1.1\r\nHost: a`, 414],
    ['a long header', `GET /v1/x HTTP/1.1\r\nHost: a\r\nx: ${'x'.repeat(30_000)}`, 431],
    ['many headers', `GET /v1/x HTTP/1.1\r\nHost: a${'\r\nx: y'.repeat(120)}`, 431],
    ['a body larger than taken', 'POST /v1/x HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000', 413],
    ['no HTTP at all', 'hello', 400],
  ]
  for (const [name, head, status] of cases) {
    it(`are refused: ${name}`, async () => {
      const { edge, regions } = await twoRegions()
      const socket = connect(Number(new URL(edge.url).port), '127.0.0.1')
      let text = ''
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.write(`${head}\r\n\r\n`)
      await until(() => text.includes('}') || (status === 400 && text.includes('\r\n\r\n')))
      socket.destroy()
      assert.match(text, new RegExp(`^HTTP/1.1 ${status} `))
      assert.equal(regions.flatMap(({ seen }) => seen).length, 0)
    })
  }
})
