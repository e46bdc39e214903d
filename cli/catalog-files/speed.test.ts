import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCatalogFile } from '#cli/catalog-files/read-catalog-file.ts'

/** Far below the 20,000 lines a second of an idle machine: tests run beside others. */
const linesPerSecondMin = 1_000
const products = 4_000

test('a file of thousands of lines is read in seconds', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'catalog-speed-'))
  const path = join(folder, 'many.csv')
  const rows = Array.from(
    { length: products },
    (_, at) =>
      `p-${at},Product ${at},"<p>About ${at}, in ""words""</p>",Maker,Lamps,a; b,true,Size,S,S-${at},100,shopify,5,deny,9.90,https://example.com/${at}.png\n` +
      `p-${at},,,,,,,,M,M-${at},120,shopify,7,deny,10.90,\n`,
  )
  const header =
    'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Image Src\n'
  try {
    await writeFile(path, header + rows.join(''))
    const started = performance.now()
    let seen = 0
    for await (const item of readCatalogFile(path, { currency: 'SGD' })) {
      if ('product' in item) seen += item.product.variants.length
    }
    const perSecond = Math.round((seen / (performance.now() - started)) * 1_000)
    context.diagnostic(`${perSecond} lines a second`)
    assert.equal(seen, products * 2)
    assert.ok(perSecond > linesPerSecondMin, `${perSecond} lines a second`)
  } finally {
    await rm(folder, { recursive: true })
  }
})
