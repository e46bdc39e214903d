import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { startEdge, type Edge, type EdgeOptions } from '#world/edge/edge.ts'
import { startFakeRegion, type FakeRegion } from '#world/edge/fake-region.ts'

const open: { close(): Promise<void> }[] = []
after(() => Promise.all(open.map((each) => each.close())))

async function twoRegions(options: Partial<EdgeOptions> = {}) {
  const [sin, syd] = await Promise.all([startFakeRegion('sin'), startFakeRegion('syd')])
  const edge = await startEdge({
    port: 0,
    rateLimit: null,
    regions: [sin, syd].map(({ code, url }) => ({
      code,
      name: `ap-${code}`,
      url,
      weight: 1,
      latencyMs: 0,
    })),
    ...options,
  })
  open.push(edge, sin, syd)
  return { sin, syd, edge, regions: [sin, syd] as const }
}

const prefer = (region: string, more: Record<string, string> = {}) => ({
  headers: { 'meridian-region-preference': region, ...more },
})

const stateOf = (edge: Edge, code: string) =>
  edge.status().regions.find((region) => region.code === code)?.state

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5)
}

describe('the edge', () => {
  it('passes a request on and names where it came from', async () => {
    const { edge, sin } = await twoRegions()
    const answer = await fetch(`${edge.url}/v1/echo?a=%2F1`, {
      ...prefer('sin', { 'meridian-internal': 'x', 'x-forwarded-for': '6.6.6.6' }),
      method: 'POST',
      body: 'hello',
    })
    const echo = (await answer.json()) as { url: string; body: string }
    assert.equal(echo.url, '/v1/echo?a=%2F1')
    assert.equal(echo.body, 'hello')
    assert.equal(answer.headers.get('meridian-region'), 'sin')
    const seen = sin.seen.at(-1)?.headers ?? {}
    assert.equal(seen['x-forwarded-for'], '127.0.0.1')
    assert.equal(seen['meridian-internal'], undefined)
    assert.ok(seen['x-request-id'])
  })

  it('keeps a shopper in one region, by a cookie', async () => {
    const { edge } = await twoRegions()
    const first = await fetch(`${edge.url}/v1/echo`)
    const cookie = first.headers.get('set-cookie') ?? ''
    assert.match(cookie, /^meridian_region=(sin|syd); Path=\/; HttpOnly; SameSite=Lax/)
    for (let turn = 0; turn < 10; turn += 1) {
      const again = await fetch(`${edge.url}/v1/echo`, {
        headers: { cookie: cookie.split(';')[0] ?? '' },
      })
      assert.equal(again.headers.get('meridian-region'), first.headers.get('meridian-region'))
      assert.equal(again.headers.get('set-cookie'), null)
      await again.text()
    }
  })

  it('hides what is between the regions', async () => {
    const { edge } = await twoRegions()
    for (const path of ['/internal/x', '/metrics', '/health/ready', '/%69nternal/x']) {
      const answer = await fetch(`${edge.url}${path}`)
      assert.equal(answer.status, 404)
      assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8')
    }
  })

  it('sends new shoppers away from a region of weight 0', async () => {
    const { edge } = await twoRegions()
    assert.equal(edge.setWeight('sin', 0), true)
    assert.equal(edge.setWeight('nowhere', 0), false)
    for (let turn = 0; turn < 10; turn += 1) {
      const answer = await fetch(`${edge.url}/v1/echo`, prefer('sin'))
      assert.equal(answer.headers.get('meridian-region'), 'syd')
    }
  })

  it('streams server-sent events as they come', async () => {
    const { edge } = await twoRegions()
    const answer = await fetch(`${edge.url}/v1/events`, {
      headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip' },
    })
    assert.equal(answer.headers.get('content-encoding'), null)
    const reader = answer.body!.getReader()
    const startMs = performance.now()
    const { value } = await reader.read()
    assert.equal(Buffer.from(value!).toString(), 'data: 1\n\n')
    assert.ok(performance.now() - startMs < 1_000)
    await reader.cancel()
  })

  it('shows its status and its numbers', async () => {
    const { edge } = await twoRegions()
    const status = (await (await fetch(`${edge.url}/edge/status`)).json()) as {
      regions: { state: string }[]
    }
    assert.deepEqual(
      status.regions.map(({ state }) => state),
      ['ready', 'ready'],
    )
    const metrics = await (await fetch(`${edge.url}/edge/metrics`)).text()
    assert.match(metrics, /meridian_edge_region_ready\{region="sin"\} 1/)
    const landing = await (await fetch(edge.url)).text()
    assert.match(landing, /The shop is open/)
  })

  it('gives each client its share of requests', async () => {
    const { edge } = await twoRegions({ rateLimit: { perSecond: 1, burst: 3 } })
    const answers = await Promise.all([1, 2, 3, 4].map(() => fetch(`${edge.url}/edge/status`)))
    const refused = answers.find(({ status }) => status === 429)
    assert.equal(answers.filter(({ status }) => status === 200).length, 3)
    assert.equal(refused?.headers.get('retry-after'), '1')
    assert.equal(refused?.headers.get('ratelimit-limit'), '3')
  })

  it('takes a large body for an administrator only', async () => {
    const { edge } = await twoRegions()
    const body = Buffer.alloc(3 * 1_048_576, 'a')
    const shopper = await fetch(`${edge.url}/v1/echo`, { method: 'POST', body })
    assert.equal(shopper.status, 413)
    const admin = await fetch(`${edge.url}/v1/admin/import`, { method: 'POST', body })
    assert.equal(((await admin.json()) as { bytes: number }).bytes, body.length)
  })
})

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

describe('the loss of a region', () => {
  it('is a pause for a read', async () => {
    const { edge, sin } = await twoRegions()
    await sin.stop()
    const answer = await fetch(`${edge.url}/v1/echo`, prefer('sin'))
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('meridian-region'), 'syd')
  })

  it('is noticed within a second, and its return too', async () => {
    const { edge, sin } = await twoRegions()
    await sin.stop()
    const startMs = performance.now()
    await until(() => stateOf(edge, 'sin') === 'down')
    assert.ok(performance.now() - startMs < 1_000)
    await sin.start()
    await until(() => stateOf(edge, 'sin') === 'ready')
    const answer = await fetch(`${edge.url}/v1/echo`, prefer('sin'))
    assert.equal(answer.headers.get('meridian-region'), 'sin')
  })

  it('is a pause for a write with a key, which goes out again with the same key and body', async () => {
    const { edge, sin, syd } = await twoRegions()
    sin.behaviour = 'break'
    const answer = await fetch(`${edge.url}/v1/orders`, {
      ...prefer('sin', { 'idempotency-key': 'key-1' }),
      method: 'POST',
      body: '{"cartId":"c"}',
    })
    assert.equal(answer.headers.get('meridian-region'), 'syd')
    assert.equal(((await answer.json()) as { body: string }).body, '{"cartId":"c"}')
    assert.equal(sin.seen.length, 1)
    assert.equal(syd.seen.at(-1)?.headers['idempotency-key'], 'key-1')
  })

  it('is an honest error for a write without a key that may have taken effect', async () => {
    const { edge, sin, syd } = await twoRegions()
    sin.behaviour = 'break'
    const answer = await fetch(`${edge.url}/v1/orders`, {
      ...prefer('sin'),
      method: 'POST',
      body: 'x',
    })
    assert.equal(answer.status, 502)
    assert.equal(((await answer.json()) as { code: string }).code, 'edge.outcome-unknown')
    assert.equal(syd.seen.length, 0)
  })

  it('is a pause for a write without a key that was never sent', async () => {
    const { edge, sin } = await twoRegions()
    await sin.stop()
    const answer = await fetch(`${edge.url}/v1/orders`, {
      ...prefer('sin'),
      method: 'POST',
      body: 'x',
    })
    assert.equal(answer.headers.get('meridian-region'), 'syd')
  })

  it('is a pause when the region stands still and answers nothing at all', async () => {
    const { edge, sin } = await twoRegions()
    sin.behaviour = 'hang'
    const startMs = performance.now()
    const answer = await fetch(`${edge.url}/v1/orders`, {
      ...prefer('sin', { 'idempotency-key': 'key-2' }),
      method: 'POST',
      body: 'x',
    })
    assert.equal(answer.headers.get('meridian-region'), 'syd')
    assert.ok(performance.now() - startMs < 4_000)
  })

  it('is waited out while the other region is still being told to take over', async () => {
    const { edge, sin, syd } = await twoRegions()
    await sin.stop()
    syd.behaviour = 'not-serving'
    const answering = fetch(`${edge.url}/v1/orders`, {
      ...prefer('sin', { 'idempotency-key': 'key-3' }),
      method: 'POST',
      body: 'x',
    })
    await sleep(1_500)
    syd.behaviour = 'serve'
    const answer = await answering
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('meridian-region'), 'syd')
    assert.equal(edge.status().rescued, 1)
  })

  it('is waited out while no region answers', async () => {
    const { edge, sin, syd } = await twoRegions()
    await Promise.all([sin.stop(), syd.stop()])
    await until(() => stateOf(edge, 'sin') === 'down' && stateOf(edge, 'syd') === 'down')
    const answering = fetch(`${edge.url}/v1/echo`)
    await sleep(500)
    await syd.start()
    assert.equal((await answering).headers.get('meridian-region'), 'syd')
  })

  it('is told at last when no region comes back', async () => {
    const { edge, sin, syd } = await twoRegions()
    await Promise.all([sin.stop(), syd.stop()])
    const answer = await fetch(`${edge.url}/v1/echo`)
    assert.equal(answer.status, 503)
    assert.equal(answer.headers.get('retry-after'), '2')
    assert.equal(((await answer.json()) as { code: string }).code, 'edge.no-region')
  })

  it('in the middle of a small answer is a pause too', async () => {
    const { edge, sin } = await twoRegions()
    sin.behaviour = 'half'
    const answer = await fetch(`${edge.url}/v1/echo`, prefer('sin'))
    assert.equal(answer.headers.get('meridian-region'), 'syd')
    await answer.json()
  })

  it('does not multiply the load on regions that are merely overloaded', async () => {
    const { edge, sin, syd } = await twoRegions()
    sin.behaviour = syd.behaviour = 'overloaded'
    const answer = await fetch(`${edge.url}/v1/echo`)
    assert.equal(answer.status, 503)
    assert.equal(sin.seen.length + syd.seen.length, 2)
  })
})

describe('public answers', () => {
  const get = (edge: Edge, path: string, headers: Record<string, string> = {}) =>
    fetch(`${edge.url}${path}`, { headers })
  const callsOf = (regions: readonly FakeRegion[]) => regions.flatMap(({ seen }) => seen).length

  it('are asked for once and then given from memory', async () => {
    const { edge, regions } = await twoRegions()
    const first = await get(edge, '/v1/public')
    assert.equal(first.headers.get('meridian-cache'), 'miss')
    assert.equal(first.headers.get('set-cookie'), null)
    const text = await first.text()
    const second = await get(edge, '/v1/public')
    assert.equal(second.headers.get('meridian-cache'), 'hit')
    assert.equal(second.headers.get('age'), '0')
    assert.equal(await second.text(), text)
    assert.equal(callsOf(regions), 1)
    const same = await get(edge, '/v1/public', { 'if-none-match': first.headers.get('etag') ?? '' })
    assert.equal(same.status, 304)
  })

  it('are asked for once however many wait', async () => {
    const { edge, regions } = await twoRegions()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => get(edge, '/v1/public?slow=1')),
    )
    assert.ok(answers.every(({ status }) => status === 200))
    assert.equal(callsOf(regions), 1)
  })

  it('never come from memory for a request with credentials', async () => {
    const { edge, regions } = await twoRegions()
    await get(edge, '/v1/public')
    const answer = await get(edge, '/v1/public', { authorization: 'Bearer x' })
    assert.equal(answer.headers.get('meridian-cache'), null)
    assert.equal(callsOf(regions), 2)
  })

  it('are never made from a private one', async () => {
    const { edge, regions } = await twoRegions()
    await Promise.all([1, 2, 3].map(() => get(edge, '/v1/private')))
    await get(edge, '/v1/private')
    assert.equal(callsOf(regions), 4)
  })

  it('are given stale while they are fetched anew', async () => {
    const { edge, regions } = await twoRegions()
    await get(edge, '/v1/public?age=0&swr=60')
    const stale = await get(edge, '/v1/public?age=0&swr=60')
    assert.equal(stale.headers.get('meridian-cache'), 'stale')
    await until(() => callsOf(regions) === 2)
  })

  it('stand in when no region answers', async () => {
    const { edge, sin, syd } = await twoRegions()
    const first = await (await get(edge, '/v1/public?age=1&swr=0')).text()
    await Promise.all([sin.stop(), syd.stop()])
    await sleep(1_100)
    const answer = await get(edge, '/v1/public?age=1&swr=0')
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('meridian-cache'), 'stale')
    assert.equal(await answer.text(), first)
  })

  it('are compressed once for all', async () => {
    const { edge } = await twoRegions()
    await get(edge, '/v1/public?bytes=5000')
    let encoding: string | null = null
    await until(() => edge.status().cache.entries === 1)
    while (encoding !== 'br') {
      const answer = await get(edge, '/v1/public?bytes=5000', { 'accept-encoding': 'gzip, br' })
      encoding = answer.headers.get('content-encoding')
      assert.equal(((await answer.json()) as { text: string }).text.length, 5_000)
    }
  })

  it('can be dropped by their path', async () => {
    const { edge, regions } = await twoRegions()
    await get(edge, '/v1/public')
    assert.equal(edge.purge('/v1/other'), 0)
    assert.equal(edge.purge('/v1/pub'), 1)
    await get(edge, '/v1/public')
    assert.equal(callsOf(regions), 2)
  })

  it('leave private ones compressed on the way', async () => {
    const { edge } = await twoRegions()
    const answer = await new Promise<IncomingMessage>((resolve) =>
      httpRequest(
        `${edge.url}/v1/private?bytes=5000`,
        { headers: { 'accept-encoding': 'gzip' } },
        resolve,
      ).end(),
    )
    const body = gunzipSync(Buffer.concat(await answer.toArray()))
    assert.equal((JSON.parse(body.toString()) as { text: string }).text.length, 5_000)
    assert.equal(answer.headers['etag'], '"7"')
  })
})

it('the edge does not start on a taken port', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  await assert.rejects(startEdge({ port, regions: [] }), /EADDRINUSE/)
  taken.close()
})
