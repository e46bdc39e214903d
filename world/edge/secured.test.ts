import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { twoRegions } from '#world/edge/two-regions.ts'

const overTls = { headers: { 'x-forwarded-proto': 'https' } }
/** A region's, the edge's own, a page, and a refusal. */
const paths = ['/v1/echo', '/edge/status', '/', '/internal/x']

describe('an answer of the edge', () => {
  it('asks a browser that came by TLS to come by nothing else', async () => {
    const { edge } = await twoRegions()
    for (const path of paths) {
      const { headers } = await fetch(`${edge.url}${path}`, overTls)
      assert.equal(
        headers.get('strict-transport-security'),
        'max-age=63072000; includeSubDomains',
        path,
      )
      assert.ok(headers.get('content-type'), path)
    }
  })

  it('asks nothing of a browser that came by plain HTTP', async () => {
    const { edge } = await twoRegions()
    for (const path of paths) {
      for (const headers of [{}, { 'x-forwarded-proto': 'http' }]) {
        const answer = await fetch(`${edge.url}${path}`, { headers })
        assert.equal(answer.headers.get('strict-transport-security'), null, path)
      }
    }
  })

  it('gives its cookie back to TLS alone when it was given so', async () => {
    const { edge } = await twoRegions()
    const cookie = async (init: RequestInit) =>
      (await fetch(`${edge.url}/v1/echo`, init)).headers.get('set-cookie') ?? ''
    assert.match(await cookie(overTls), /^meridian_region=.*; Secure$/)
    assert.match(await cookie({}), /^meridian_region=(?!.*Secure)/)
  })
})
