import assert from 'node:assert/strict'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import type { Edge } from '#world/edge/edge.ts'
import type { FakeRegion } from '#world/edge/fake-region.ts'
import { twoRegions, until } from '#world/edge/two-regions.ts'

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

  it('never come from memory for a page of another site, which asks in its own name', async () => {
    const { edge, regions } = await twoRegions()
    await get(edge, '/v1/public')
    for (const _ of [1, 2]) {
      const theirs = await get(edge, '/v1/public', { origin: 'https://blog.example' })
      assert.notEqual(theirs.headers.get('meridian-cache'), 'hit')
    }
    assert.equal(callsOf(regions), 3)
    const own = await get(edge, '/v1/public', { origin: edge.url })
    assert.equal(own.headers.get('meridian-cache'), 'hit')
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
