import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { SaxesParser } from 'saxes'
import { demoCatalog } from '#cli/demo-catalog/demo-catalog.ts'
import { motifs } from '#cli/demo-catalog/motifs.ts'
import { shelves } from '#cli/demo-catalog/shelves.ts'
import { demoMedia, writeDemoMedia } from '#cli/demo-catalog/write-demo-media.ts'

const pictures = demoMedia()
const pictureBytesMax = 12_000

test('every address of a picture in the demo shop leads to a picture', () => {
  const { products, categories } = demoCatalog()
  const urls = [
    ...products.flatMap(({ media }) => media.map(({ url }) => url)),
    ...products.flatMap(({ variants }) => variants.flatMap(({ image }) => image ?? [])),
    ...categories.flatMap(({ image }) => image ?? []),
  ]
  for (const url of urls) assert.ok(pictures.has(url.replace('/media/demo/', '')), url)
  assert.equal(new Set(urls).size, pictures.size)
})

test('every picture is well-formed SVG that holds no script and loads nothing', () => {
  const allowed = new Set('svg title g path rect circle ellipse clipPath'.split(' '))
  for (const [name, svg] of pictures) {
    const parser = new SaxesParser()
    parser.on('error', (error) => assert.fail(`${name}: ${error.message}`))
    parser.on('opentag', ({ name: tag, attributes }) => {
      assert.ok(allowed.has(tag), `${name} has <${tag}>`)
      for (const [attribute, value] of Object.entries(attributes)) {
        assert.doesNotMatch(attribute, /^(on|href|xlink)/, name)
        assert.doesNotMatch(String(value), /NaN|undefined|javascript/, name)
      }
    })
    parser.write(svg).close()
    assert.ok(svg.length <= pictureBytesMax, `${name} has ${svg.length} bytes`)
  }
})

test('no two pictures are the same, and each product has a drawing of its own', () => {
  assert.equal(new Set(pictures.values()).size, pictures.size)
  const items = shelves.flatMap((shelf) => shelf.items)
  const looks = items.map(
    ({ picture }) => `${picture.motif} ${picture.emblem} ${picture.colours[0]}`,
  )
  assert.equal(new Set(looks).size, items.length)
  const used = new Set(items.map(({ picture }) => picture.motif))
  assert.deepEqual([...used].toSorted(), Object.keys(motifs).toSorted())
})

test('pictures are written once, and again when one is missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'demo-media-'))
  try {
    assert.equal(await writeDemoMedia(folder), pictures.size)
    assert.equal(await writeDemoMedia(folder), 0)
    const [first] = (await readdir(folder)).filter((name) => name.endsWith('.svg'))
    await unlink(join(folder, first ?? ''))
    assert.equal(await writeDemoMedia(folder), pictures.size)
  } finally {
    await rm(folder, { recursive: true })
  }
})
