import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { startEdge } from '#world/edge/edge.ts'
import { prefer, twoRegions } from '#world/edge/two-regions.ts'

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

  it('tells whoever is asked to change something where the shopper stays', async () => {
    const { edge, sin, syd } = await twoRegions()
    await sin.stop()
    const asked = { method: 'POST', body: '{}', headers: { 'idempotency-key': 'k' } }
    const cookie = { ...asked, headers: { ...asked.headers, cookie: 'meridian_region=sin' } }
    for (const init of [cookie, { ...asked, ...prefer('sin', asked.headers) }]) {
      await (await fetch(`${edge.url}/v1/echo`, init)).text()
      assert.equal(syd.seen.at(-1)?.headers['meridian-region-preference'], 'sin')
    }
    await (await fetch(`${edge.url}/v1/echo`, asked)).text()
    assert.equal(syd.seen.at(-1)?.headers['meridian-region-preference'], undefined)
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

it('the edge does not start on a taken port', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  await assert.rejects(startEdge({ port, regions: [] }), /EADDRINUSE/)
  taken.close()
})
