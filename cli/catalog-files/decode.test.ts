import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'
import { test } from 'node:test'
import { readFrom, readText } from '#cli/catalog-files/testing.ts'

const file = 'Handle,Title,Variant Price\ncafe,Café “Zoë”,12.00\n'

const titleIn = async (content: string | Uint8Array, name = 'products.csv') =>
  (await readText(content, { name })).products[0]?.title

test('UTF-8, with or without a byte order mark, and UTF-16 are told apart by looking', async () => {
  assert.equal(await titleIn(file), 'Café “Zoë”')
  assert.equal(await titleIn(`\ufeff${file}`), 'Café “Zoë”')
  assert.equal(await titleIn(Buffer.from(`\ufeff${file}`, 'utf16le')), 'Café “Zoë”')
})

test('what is not UTF-8 is read as Windows-1252, and said so', async () => {
  const read = await readText(
    Buffer.from('Handle,Title,Variant Price\ncafe,Caf\xe9 \x93Zo\xeb\x94,12.00\n', 'latin1'),
  )
  assert.equal(read.products[0]?.title, 'Café “Zoë”')
  assert.ok(read.warnings.some(({ reason }) => /Windows-1252/.test(reason)))
})

test('a packed file is unpacked whatever its name says', async () => {
  assert.equal(await titleIn(gzipSync(file)), 'Café “Zoë”')
  assert.equal(await titleIn(gzipSync(file), 'products.csv.gz'), 'Café “Zoë”')
})

test('a packed file that breaks off is refused, not thrown', async () => {
  const packed = gzipSync(file.repeat(50))
  const read = await readText(packed.subarray(0, packed.length - 12))
  assert.match(read.refused[0]?.reason ?? '', /damaged/)
})

test('a file that is not there is the caller’s error', async () => {
  await assert.rejects(readFrom('no-such-file.csv'), { code: 'ENOENT' })
})

test('NUL and halves of surrogate pairs are taken out, and said so', async () => {
  const read = await readText('Handle,Title,Variant Price\na,Mu\0g,1\n')
  assert.equal(read.products[0]?.title, 'Mug')
  assert.ok(read.warnings.some(({ line, reason }) => line === 2 && /taken out/.test(reason)))
  const line =
    '{"handle":"a","title":"Mu\\ud800g \\u0000","descriptionHtml":"","vendor":"","type":""'
  const rest =
    ',"tags":[],"categories":[],"collections":[],"status":"active","options":[],"media":[],' +
    '"variants":[{"sku":"a","options":[],"prices":[{"amount":1,"currency":"SGD"}],"grams":0,' +
    '"weightUnit":"g","tracked":false,"requiresShipping":true,"taxClass":"standard"}],' +
    '"seo":{"title":"","description":""},"fields":{}}'
  const own = await readText(line + rest, { name: 'products.jsonl' })
  assert.equal(own.products[0]?.title, 'Mug ')
})
