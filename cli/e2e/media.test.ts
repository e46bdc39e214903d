// Uploaded pictures on a running store: they outlive the region that took them, and reach the one that was away.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Problem } from '#cli/e2e/ask.ts'
import { drawnPicture } from '#cli/e2e/drawn-picture.ts'
import { runCli } from '#cli/e2e/run-cli.ts'
import { untilStanding } from '#cli/e2e/standing.ts'
import { until } from '#cli/e2e/until.ts'
import { asOperator } from '#cli/operator.ts'
import { askRegion } from '#cli/region-client.ts'
import { control, type StoreFile } from '#cli/running-store.ts'
import { startOwnStore, type OwnStore } from '#cli/up/own-store.ts'
import { pictureMaxBytes, uploadPath, type UploadedPicture } from '#services/catalog/contract.ts'

let own: OwnStore
let store: StoreFile

before(async () => {
  own = await startOwnStore(() => undefined)
  store = own.reach
})
after(() => own.stop())

const red = drawnPicture(40, 30, [200, 30, 30])
const green = drawnPicture(40, 30, [30, 200, 30])
const blue = drawnPicture(40, 30, [30, 30, 200])
/** Too large for the front door to hold: it is passed on as it comes. */
const large = Buffer.concat([red, Buffer.alloc(3_000_000)])

const send = (url: string, body: Buffer) =>
  fetch(`${url}${uploadPath}`, { method: 'POST', headers: asOperator(store), body })
const upload = async (url: string, body: Buffer) => {
  const answer = await send(url, body)
  assert.equal(answer.status, 201, await answer.clone().text())
  return (await answer.json()) as UploadedPicture
}
const read = async (url: string) => {
  const answer = await fetch(url)
  assert.equal(answer.status, 200, url)
  return Buffer.from(await answer.arrayBuffer())
}
const missing = (code: string, url: string) =>
  askRegion<readonly string[]>(store, code, 'missing-blobs', { ids: [url.replace('/media/', '')] })

describe('an uploaded picture', { concurrency: 1 }, () => {
  it('goes through the front door both ways, whatever its size, and comes with no cookie', async () => {
    for (const body of [red, large]) {
      const { url, width, height } = await upload(store.edge, body)
      assert.deepEqual([width, height], [40, 30])
      assert.ok((await read(`${store.edge}${url}`)).equals(body))
      const { headers } = await fetch(`${store.edge}${url}`, { method: 'HEAD' })
      assert.equal(headers.get('content-type'), 'image/png')
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox")
      assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable')
      assert.equal(headers.get('content-length'), String(body.length))
      assert.equal(headers.get('set-cookie'), null)
    }
    const unknown = await fetch(`${store.edge}/media/${'0'.repeat(64)}.png`)
    const { code } = (await unknown.json()) as Problem
    assert.deepEqual([unknown.status, code], [404, 'catalog.media-not-found'])
  })

  it('that is too large is refused at the front door, and by a region that nobody stands before', async () => {
    const body = Buffer.concat([red, Buffer.alloc(pictureMaxBytes)])
    const [region] = store.regions
    for (const url of [store.edge, region?.url ?? '']) {
      const answer = await send(url, body).catch(() => null)
      // A server that stops reading may close before a client has looked for the answer.
      if (answer === null) assert.notEqual(url, store.edge)
      else assert.equal(answer.status, 413)
    }
  })

  it('outlives the region that took it, and one that a region took alone reaches the other', async () => {
    const [sin, syd] = store.regions
    assert.ok(sin && syd)
    const taken = await upload(sin.url, blue)
    await control(store, 'POST', '/kill/sin')
    await untilStanding(store, { syd: 'solo' })
    for (const url of [syd.url, store.edge]) {
      assert.ok((await read(`${url}${taken.url}`)).equals(blue))
    }

    const alone = await upload(store.edge, green)
    assert.deepEqual(await missing('syd', alone.url), [])
    const rejoined = await runCli('region', 'rejoin', 'sin', '--dir', own.dir)
    assert.equal(rejoined.code, 0, rejoined.stderr)
    await untilStanding(store, { sin: 'paired', syd: 'paired' })
    await until('sin has what it missed', async () => {
      return (await missing('sin', alone.url)).length === 0
    })
    assert.ok((await read(`${sin.url}${alone.url}`)).equals(green))
  })
})
