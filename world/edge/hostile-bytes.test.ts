// Bytes that try to be two requests, another host's request, or a file that is not the shop's.

import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { fuzz } from '#kernel/testing/fuzz.ts'
import { twoRegions } from '#world/edge/two-regions.ts'

/**
 * What the edge says to these bytes until it closes the connection.
 * @param leaves whether the client closes its side, so that a request without an end has one
 */
function exchange(url: string, bytes: string, leaves = false): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write(Buffer.from(bytes, 'latin1'))
      if (leaves) socket.end()
    })
    socket.on('data', (chunk) => (said += chunk.toString('latin1')))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(said) : reject(error),
    )
    socket.on('close', () => resolve(said))
  })
}

const statusesIn = (said: string) =>
  [...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

const inner = 'GET /v1/inner HTTP/1.1\r\nHost: a\r\n\r\n'
const chunked = `0\r\n\r\n${inner}`
const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`
/** A request after which the connection is over. */
const last = (line: string, ...lines: string[]) =>
  head(`${line} HTTP/1.1`, 'Host: a', ...lines, 'Connection: close')
const post = (...lines: string[]) => head('POST /v1/outer HTTP/1.1', 'Host: a', ...lines)

describe('an attempt to smuggle a request', () => {
  const attempts: readonly [name: string, bytes: string][] = [
    ['length and chunks', post('Content-Length: 4', 'Transfer-Encoding: chunked') + chunked],
    ['chunks and length', post('Transfer-Encoding: chunked', 'Content-Length: 4') + chunked],
    ['two codings', post('Transfer-Encoding: chunked, identity') + chunked],
    ['an unknown coding', post('Transfer-Encoding: xchunked', 'Content-Length: 4') + chunked],
    [
      'a blank before the colon',
      post('Transfer-Encoding : chunked', 'Content-Length: 4') + chunked,
    ],
    ['a folded header', post('X: y', ' Transfer-Encoding: chunked', 'Content-Length: 4') + chunked],
    ['a vertical tab', post('Transfer-Encoding: \vchunked', 'Content-Length: 4') + chunked],
    ['a length with a sign', post('Content-Length: +0') + inner],
    ['a length in hexadecimal', post('Content-Length: 0x0') + inner],
    ['a list of lengths', post('Content-Length: 0, 40') + inner],
    ['a chunk size with a sign', post('Transfer-Encoding: chunked') + `-0\r\n\r\n${inner}`],
    ['a chunk size too long', post('Transfer-Encoding: chunked') + `${'f'.repeat(40)}\r\nx`],
    ['a bare line feed', `POST /v1/outer HTTP/1.1\nHost: a\nContent-Length: 40\n\n${inner}`],
    ['a null in a header', post('X: a\0b', 'Content-Length: 4') + chunked],
    ['a line end in the address', head('GET /v1/a\rX: y HTTP/1.1', 'Host: a')],
  ]
  for (const [name, bytes] of attempts) {
    it(`is refused whole: ${name}`, async () => {
      const { edge, regions } = await twoRegions()
      const said = await exchange(edge.url, bytes)
      assert.deepEqual(statusesIn(said), [400])
      assert.deepEqual(
        regions.flatMap(({ seen }) => seen.map(({ url }) => url)),
        [],
      )
    })
  }

  it('inside a body stays inside it', async () => {
    const { edge, regions } = await twoRegions()
    const size = inner.length.toString(16)
    const body = `${size};x=y\r\n${inner}\r\n0\r\nX-Trailer: ${'y'.repeat(20)}\r\n\r\n`
    const said = await exchange(
      edge.url,
      post(`Content-Length: ${inner.length}`) +
        inner +
        post('Transfer-Encoding: chunked', 'Connection: close') +
        body,
    )
    assert.deepEqual(statusesIn(said), [200, 200])
    const seen = regions.flatMap((region) => region.seen)
    assert.deepEqual(
      seen.map(({ url }) => url),
      ['/v1/outer', '/v1/outer'],
    )
  })
})

describe('requests in one go', () => {
  it('are answered in their order', async () => {
    const { edge } = await twoRegions()
    const paths = ['/v1/a?slow=1', '/v1/b', '/edge/status', '/v1/c']
    const bytes = paths.map((path) => head(`GET ${path} HTTP/1.1`, 'Host: a')).join('')
    const said = await exchange(edge.url, bytes + last('GET /v1/d'))
    assert.deepEqual(statusesIn(said), [200, 200, 200, 200, 200])
    const places = ['"/v1/a?slow=1"', '"/v1/b"', '"cache"', '"/v1/c"'].map((what) =>
      said.indexOf(what),
    )
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    )
    assert.ok(places.every((place) => place > 0))
  })

  it('from an older client are answered once', async () => {
    const { edge } = await twoRegions()
    const said = await exchange(edge.url, 'GET /v1/a HTTP/1.0\r\nHost: a\r\n\r\n')
    assert.deepEqual(statusesIn(said), [200])
  })

  it('that never end their head keep nobody else waiting', async () => {
    const { edge } = await twoRegions()
    const { port } = new URL(edge.url)
    const slow = Array.from({ length: 300 }, () => {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write('GET /v1/a HTTP/1.1\r\nHost: a\r\nX-Slow: ')
      return socket
    })
    const answer = await fetch(`${edge.url}/v1/a`)
    assert.equal(answer.status, 200)
    for (const socket of slow) socket.destroy()
  })
})

describe('a request for somebody else', () => {
  it('is refused: a tunnel', async () => {
    const { edge } = await twoRegions()
    const said = await exchange(edge.url, head('CONNECT elsewhere:443 HTTP/1.1', 'Host: a'))
    assert.match(said, /^HTTP\/1.1 405 [^]*"code":"edge.method-not-allowed"/)
  })

  it('reaches no region under the name of another', async () => {
    const { edge, regions } = await twoRegions()
    const own = ['Meridian-Internal: x', 'Meridian-Forwarded: x', 'X-Forwarded-For: 1.2.3.4']
    const hidden = ['Connection: x-forwarded-for, meridian-internal, host']
    await exchange(edge.url, last('GET /v1/a', ...own, ...hidden))
    const [seen] = regions.flatMap((region) => region.seen)
    assert.equal(seen?.headers['meridian-internal'], undefined)
    assert.equal(seen?.headers['meridian-forwarded'], undefined)
    assert.equal(seen?.headers['x-forwarded-for'], '127.0.0.1')
  })

  it('finds no file outside the shop', async () => {
    const { edge } = await twoRegions({
      staticDir: import.meta.dirname,
      mediaDir: import.meta.dirname,
    })
    const climbs = ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json']
    const odd = ['//etc/passwd', '/\\..\\x', '/%5c..%5cx', '/edge.ts%00.css', '/./x/../../x', '/%']
    for (const path of [...climbs, ...odd]) {
      for (const base of ['', '/media', '/v1', '/docs']) {
        const said = await exchange(edge.url, last(`GET ${base}${path}`))
        assert.match(said, /^HTTP\/1.1 (400|404) /, `${base}${path}`)
      }
    }
  })
})

describe('bytes of any kind', () => {
  it('are answered without harm to whoever comes next', async () => {
    const { edge, regions } = await twoRegions()
    const word = fc.oneof(
      fc.constantFrom(
        'GET',
        'POST',
        ' ',
        '/v1/public',
        '/v1/a',
        '/internal/status',
        'HTTP/1.1',
        'HTTP/9.9',
        '\r\n',
        '\r\n\r\n',
        '\n',
        'Host: a',
        'Content-Length: 3',
        'Transfer-Encoding: chunked',
        'Connection: keep-alive, host',
        'Expect: 100-continue',
        'Upgrade: h2c',
        'Idempotency-Key: a',
        '0\r\n\r\n',
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      ),
      fc.string({ maxLength: 8 }),
      fc.string({ unit: 'binary-ascii', maxLength: 8 }),
    )
    const start = fc.constantFrom(
      '',
      'GET /v1/a HTTP/1.1\r\nHost: a\r\n',
      'POST /v1/a HTTP/1.1\r\nHost: a\r\n',
    )
    await fc.assert(
      fc.asyncProperty(start, fc.array(word, { maxLength: 12 }), async (begin, words) => {
        const said = await exchange(edge.url, begin + words.join(''), true)
        for (const status of statusesIn(said)) assert.ok(status < 500, said)
        const other = await exchange(edge.url, last('GET /v1/next'))
        assert.deepEqual(statusesIn(other), [200])
      }),
      fuzz(150),
    )
    const inside = regions.flatMap(({ seen }) =>
      seen.filter(({ url = '' }) => !url.startsWith('/v1/')),
    )
    assert.deepEqual(inside.length, 0)
  })
})
