import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pictureMaxBytes } from '#services/catalog/contract.ts'
import { twoRegions } from '#world/edge/two-regions.ts'

const uploaded = `/media/${'ab'.repeat(32)}.png`

describe('pictures that merchants upload', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'meridian-media-'))
    await writeFile(join(folder, 'pot.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  })
  after(() => rm(folder, { recursive: true, force: true }))

  it('come from the regions, and those of the demo shop from a folder', async () => {
    const { edge, regions } = await twoRegions({ mediaDir: folder })
    assert.equal((await fetch(`${edge.url}${uploaded}`)).headers.get('content-type'), 'image/png')
    const demo = await fetch(`${edge.url}/media/pot.svg`)
    assert.equal(demo.headers.get('content-type'), 'image/svg+xml')
    assert.equal(regions.flatMap(({ seen }) => seen).length, 1)
    for (const path of ['/media/', '/media/nonsense.png', `${uploaded}/x`, `${uploaded}.exe`]) {
      const answer = await fetch(`${edge.url}${path}`)
      const { code } = (await answer.json()) as { code: string }
      assert.deepEqual([answer.status, code], [404, 'edge.not-found'], path)
    }
    assert.equal(regions.flatMap(({ seen }) => seen).length, 1)
  })

  it('are given from memory while they are small, and from a region to whoever asks HEAD', async () => {
    const { edge, regions } = await twoRegions()
    const asked = async (path: string, method = 'GET') => {
      const answer = await fetch(`${edge.url}${path}`, { method })
      await answer.arrayBuffer()
      assert.equal(answer.headers.get('set-cookie'), null)
      assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable')
      return regions.flatMap(({ seen }) => seen).length
    }
    assert.equal(await asked(uploaded, 'HEAD'), 1)
    assert.equal(await asked(uploaded), 2)
    assert.equal(await asked(uploaded), 2)
    assert.equal(await asked(uploaded, 'HEAD'), 2)
    // Too large to be kept: it is passed on as it comes, and still without a cookie.
    assert.equal(await asked(`${uploaded}?bytes=3000000`), 3)
    assert.equal(await asked(`${uploaded}?bytes=3000000`), 4)
  })

  it('are refused before they are sent on when they say that they are too large', async () => {
    const { edge, regions } = await twoRegions()
    const send = (bytes: number, path: string) =>
      fetch(`${edge.url}${path}`, { method: 'POST', body: Buffer.alloc(bytes) })
    const answer = await send(pictureMaxBytes + 1, '/v1/admin/media')
    const { code, detail } = (await answer.json()) as { code: string; detail: string }
    assert.deepEqual([answer.status, code], [413, 'edge.too-large'])
    assert.match(detail, /8000000 bytes/)
    assert.equal(regions.flatMap(({ seen }) => seen).length, 0)
    assert.equal((await send(pictureMaxBytes, '/v1/admin/media')).status, 200)
    assert.equal((await send(pictureMaxBytes + 1, '/v1/admin/imports')).status, 200)
  })
})
