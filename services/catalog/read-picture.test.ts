import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { fuzz } from '#kernel/testing/fuzz.ts'
import { avifOf, gifOf, jpegOf, pngOf, webpOf } from '#services/catalog/picture-samples.ts'
import { readPicture } from '#services/catalog/read-picture.ts'

const samples = {
  png: pngOf(640, 480),
  gif: gifOf(640, 480),
  jpeg: jpegOf(640, 480),
  'webp, lossy': webpOf('VP8 ', 640, 480),
  'webp, lossless': webpOf('VP8L', 640, 480),
  'webp, extended': webpOf('VP8X', 640, 480),
  avif: avifOf(640, 480),
}
const suffixes = { png: 'png', gif: 'gif', jpeg: 'jpg', avif: 'avif' } as const
const text = (of: string) => new TextEncoder().encode(of)
const joined = (...parts: readonly Uint8Array[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]))

describe('a picture', () => {
  for (const [name, bytes] of Object.entries(samples)) {
    const suffix = suffixes[name as 'png'] ?? 'webp'

    it(`is known and measured by its own bytes: ${name}`, () => {
      assert.deepEqual(readPicture(bytes), { suffix, width: 640, height: 480 })
    })

    it(`that ends too early is broken, wherever it ends: ${name}`, () => {
      for (let length = 0; length < bytes.length; length += 1) {
        const read = readPicture(bytes.slice(0, length))
        // The first few bytes are not yet those of any format.
        assert.ok(read === 'broken' || (read === 'unknown' && length < 30), `${length} bytes`)
      }
    })

    it(`may be followed by something else, where its format has an end: ${name}`, () => {
      const read = readPicture(joined(bytes, text('<script>1</script>')))
      assert.equal(typeof read, name === 'avif' ? 'string' : 'object')
    })

    it(`with bytes that changed is read in no time, or refused: ${name}`, () => {
      const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 })
      fc.assert(
        fc.property(changes, fc.nat(bytes.length), (changed, length) => {
          const copy = bytes.slice()
          for (const [at, value] of changed) copy[at] = value
          const read = readPicture(copy.slice(0, length))
          if (typeof read === 'string') return
          assert.ok(Number.isInteger(read.width) && read.width > 0)
          assert.ok(Number.isInteger(read.height) && read.height > 0)
        }),
        fuzz(2_000),
      )
    })
  }

  it('lying on its side is measured as it is shown', () => {
    const upright = { width: 480, height: 640 }
    for (const orientation of [5, 6, 7, 8]) {
      assert.deepEqual(readPicture(jpegOf(640, 480, orientation)), { suffix: 'jpg', ...upright })
    }
    assert.deepEqual(readPicture(jpegOf(640, 480, 3)), { suffix: 'jpg', width: 640, height: 480 })
    assert.deepEqual(readPicture(avifOf(640, 480, 1)), { suffix: 'avif', ...upright })
    assert.deepEqual(readPicture(avifOf(640, 480, 2)), { suffix: 'avif', width: 640, height: 480 })
  })

  it('is as large as its largest frame, and as its size says in full', () => {
    const gif = gifOf(4_000, 3_000)
    // The screen is said to be one pixel; the frame is not.
    gif.set([1, 0, 1, 0], 6)
    assert.deepEqual(readPicture(gif), { suffix: 'gif', width: 4_000, height: 3_000 })
    assert.deepEqual(readPicture(pngOf(60_000, 60_000)), {
      suffix: 'png',
      width: 60_000,
      height: 60_000,
    })
    assert.deepEqual(readPicture(webpOf('VP8X', 100_000, 2)), {
      suffix: 'webp',
      width: 100_000,
      height: 2,
    })
    assert.deepEqual(readPicture(webpOf('VP8L', 16_384, 16_384)), {
      suffix: 'webp',
      width: 16_384,
      height: 16_384,
    })
  })

  it('of no size is broken', () => {
    assert.equal(readPicture(pngOf(0, 480)), 'broken')
    assert.equal(readPicture(jpegOf(640, 0)), 'broken')
  })

  it('is nothing else than these, whatever it is called', () => {
    for (const other of [
      '',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<?xml version="1.0"?><svg/>',
      '<html><img src=x onerror=alert(1)>',
      '%PDF-1.7',
      'BM______',
      'GIF88a',
      'RIFF____WAVE',
      '____ftypheic',
      ' GIF89a',
    ]) {
      assert.equal(readPicture(text(other)), 'unknown', other)
    }
  })

  it('made of nothing but small parts costs little', () => {
    const million = 1_000_000
    const first = avifOf(1, 1)
    const boxes = new Uint8Array(first.length + 8 * million)
    boxes.set(first)
    for (let at = first.length; at < boxes.length; at += 8)
      boxes.set([0, 0, 0, 8, 102, 114, 101, 101], at)
    const blocks = new Uint8Array(8 * million).fill(1)
    blocks.set(gifOf(1, 1).slice(0, 21))
    const startedAt = performance.now()
    assert.equal(readPicture(boxes), 'broken')
    assert.equal(readPicture(blocks), 'broken')
    assert.ok(performance.now() - startedAt < 2_000)
  })
})
