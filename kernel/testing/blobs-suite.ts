// What every adapter of the port `blobs` does.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { isBlobId, suffixOf } from '#kernel/core/blob-id.ts'
import type { Blobs } from '#kernel/ports/blobs.ts'

export interface OpenBlobs {
  readonly blobs: Blobs
  close(): Promise<void>
}

export function blobsSuite(name: string, open: () => Promise<OpenBlobs>): void {
  describe(name, () => {
    let opened: OpenBlobs
    let blobs: Blobs
    before(async () => {
      opened = await open()
      blobs = opened.blobs
    })
    after(() => opened.close())
    const bytesOf = (text: string) => new TextEncoder().encode(text)
    const textOf = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes)
    const ofTea = '7a03ee2c77f92f8a39b5e06d7b4e5a3e9f6dfbe14e6a9e6c1a2b34f1f1f1f1f1.txt'

    it('are named by their bytes and their kind', async () => {
      const id = await blobs.put(bytesOf('abc'), 'txt')
      // FIPS 180-4, appendix B.1.
      assert.equal(id, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.txt')
      assert.ok(isBlobId(id))
      assert.equal(suffixOf(id), 'txt')
      assert.equal(textOf(await blobs.get(id)), 'abc')
    })

    it('are one and the same however often they are put', async () => {
      const ids = await Promise.all([1, 2, 3].map(() => blobs.put(bytesOf('same'), 'txt')))
      assert.equal(new Set(ids).size, 1)
      assert.equal(textOf(await blobs.get(ids[0] ?? '')), 'same')
    })

    it('of another kind are another', async () => {
      const [one, other] = [
        await blobs.put(bytesOf('kind'), 'txt'),
        await blobs.put(bytesOf('kind'), 'csv'),
      ]
      assert.notEqual(one, other)
      assert.equal(textOf(await blobs.get(other)), 'kind')
    })

    it('do not change with what was put, nor with what was given out', async () => {
      // What comes off the wire is a Buffer, whose slices share its bytes.
      const bytes = Buffer.from('firm')
      const id = await blobs.put(bytes, 'txt')
      bytes.fill(0)
      ;(await blobs.get(id))?.fill(0)
      assert.equal(textOf(await blobs.get(id)), 'firm')
    })

    it('may be empty, and may hold anything', async () => {
      const all = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256)
      for (const bytes of [new Uint8Array(), all]) {
        const id = await blobs.put(bytes, 'bin')
        assert.deepEqual(Uint8Array.from((await blobs.get(id)) ?? [1]), bytes)
      }
    })

    it('that nobody put are not there', async () => {
      assert.equal(await blobs.get(ofTea), null)
      assert.equal(await blobs.get('nonsense'), null)
    })

    it('can be asked for in one go: which are missing', async () => {
      const id = await blobs.put(bytesOf('there'), 'txt')
      assert.deepEqual(await blobs.missing([id, ofTea, 'nonsense']), [ofTea, 'nonsense'])
      assert.deepEqual(await blobs.missing([]), [])
    })

    it('are listed in order, page by page, each once', async () => {
      const put = await Promise.all(
        Array.from({ length: 40 }, (_, at) => blobs.put(bytesOf(`page ${at}`), 'txt')),
      )
      const listed: string[] = []
      for (let page = await blobs.list('', 7); page.length > 0;) {
        assert.ok(page.length <= 7)
        listed.push(...page)
        page = await blobs.list(page.at(-1) ?? '', 7)
      }
      assert.deepEqual(listed, [...new Set(listed)].toSorted())
      assert.ok(put.every((id) => listed.includes(id)))
    })
  })
}
