// Real exports that nobody on this project wrote. They stay outside of it; where they are missing,
// each of these tests is skipped and says so. The numbers were counted by other means than ours:
// with Python's csv and ElementTree modules.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Compile } from 'typebox/compile'
import { readFrom, readText, written, type Read } from '#cli/catalog-files/testing.ts'
import { CategoryInput, ProductInput } from '#services/catalog/contract.ts'

const data = join(import.meta.dirname, '../../../shared/data')
const skip = existsSync(data) ? false : 'the folder shared/data is not beside this project'
const product = Compile(ProductInput)
const category = Compile(CategoryInput)

/** Products, variants, pictures, stock levels, refused rows, active products, warnings of stock
 * below zero, warnings of repeated SKUs. */
type Counts = readonly [number, number, number, number, number, number, number, number]

const shopify: Readonly<Record<string, Counts>> = {
  'baby-es-hn.csv.gz': [99, 159, 493, 159, 0, 98, 0, 0],
  'bikes-sv.csv': [14, 19, 48, 0, 0, 12, 0, 0],
  'capstone.csv': [45, 111, 44, 16, 0, 45, 0, 12],
  'catalog-4k.csv.gz': [338, 3675, 1455, 2986, 0, 283, 0, 449],
  'clothes-9rows.csv': [3, 8, 4, 8, 0, 3, 0, 0],
  'fashion-label.csv': [48, 130, 192, 0, 0, 48, 0, 83],
  'florist-es-cl.csv.gz': [143, 226, 387, 0, 0, 95, 0, 16],
  'garden-pots.csv.gz': [70, 1842, 323, 0, 0, 70, 0, 761],
  'general-81col.csv.gz': [196, 1477, 1161, 1355, 0, 155, 0, 4],
  'general-pt-br.csv.gz': [213, 665, 1198, 0, 0, 212, 0, 31],
  'general-tr.csv': [16, 16, 94, 0, 0, 15, 0, 0],
  'grocery-ro.csv': [503, 503, 0, 503, 0, 503, 0, 0],
  'hair-extensions.csv.gz': [84, 445, 300, 0, 0, 82, 0, 83],
  'headless-demo.csv': [21, 21, 21, 21, 0, 21, 0, 0],
  'home-and-garden-sample.csv': [20, 21, 21, 1, 0, 20, 0, 0],
  'jewellery-vi.csv.gz': [1243, 1654, 1406, 503, 0, 566, 0, 114],
  'kwpax-70col.csv': [10, 10, 118, 0, 0, 10, 0, 0],
  'latin1-one-row-85col.csv': [1, 1, 1, 1, 0, 0, 0, 0],
  'official-template.csv': [3, 16, 11, 4, 0, 1, 0, 0],
  'packt-theme-course.csv': [20, 21, 21, 1, 0, 20, 0, 0],
  'partial-columns-nl.csv': [0, 0, 0, 0, 814, 0, 0, 0],
  'partners-bicycles.csv.gz': [284, 1121, 1034, 1091, 0, 226, 5, 41],
  'partners-snowdevil.csv.gz': [278, 622, 412, 621, 0, 277, 1, 1],
  'shoes-qc-10k.csv.gz': [1165, 5295, 10546, 5295, 0, 860, 0, 4130],
  'six-rows.csv': [1, 6, 1, 6, 0, 1, 0, 0],
  'small-43col.csv': [141, 157, 16, 157, 0, 141, 5, 0],
  'small-56col.csv': [27, 95, 81, 67, 0, 27, 0, 0],
  'small-pl.csv': [35, 58, 39, 0, 0, 35, 0, 0],
  'stock-images-17k.csv.gz': [8624, 17248, 8578, 0, 0, 8624, 0, 22],
  'supermarket-2k.csv.gz': [2157, 2401, 0, 2401, 0, 2157, 0, 0],
  'theme-course-2.csv': [24, 24, 24, 0, 0, 24, 0, 0],
}

/** Products, variants, refused rows. */
const others: Readonly<Record<string, readonly [number, number, number]>> = {
  'woocommerce/classic-commerce-importer-fixture.csv': [4, 5, 1],
  'woocommerce/classic-commerce-sample.csv': [14, 21, 1],
  'woocommerce/classic-commerce-tax-rates.csv': [0, 0, 1],
  'woocommerce/generated-100-bom.csv': [100, 100, 0],
  'woocommerce/generated-orders-100-bom.csv': [0, 0, 1],
  'woocommerce/kidswear-sr-products.csv.gz': [96, 96, 0],
  'woocommerce/kidswear-sr-variations.csv': [0, 0, 577],
  'woocommerce/nightwear-variable-3615.csv.gz': [781, 2833, 1],
  'woocommerce/sneakers-es-ar.csv': [51, 51, 18],
  'google-feeds/apparel-inr.xml.gz': [123, 123, 0],
  'google-feeds/audio-vi-one-item.xml': [1, 1, 0],
  'google-feeds/broken-namespace-attributes.xml': [0, 0, 25],
  'google-feeds/demo-7-items.xml': [6, 7, 0],
  'google-feeds/jewellery-eur-bom.csv': [153, 153, 0],
  'google-feeds/print-on-demand-es.xml.gz': [23, 486, 0],
  'google-feeds/ski-22-items.tsv': [6, 22, 0],
  'chorus-icecat/products.ndjson.gz': [19_406, 19_406, 0],
}

for (const [name, counts] of Object.entries(shopify)) {
  test(`${name} is imported whole, exported, and imported as the same`, { skip }, async () => {
    const read = await readFrom(join(data, 'shopify-products', name))
    keepsToTheContract(read)
    const warned = (what: RegExp) => read.warnings.filter(({ reason }) => what.test(reason)).length
    const seen: Counts = [
      read.products.length,
      variantsOf(read),
      read.products.reduce((sum, { media }) => sum + media.length, 0),
      read.withStock.reduce((sum, { stock }) => sum + stock.length, 0),
      read.refused.length,
      read.products.filter(({ status }) => status === 'active').length,
      warned(/below zero/),
      warned(/is used before/),
    ]
    assert.deepEqual(seen, counts)
    const again = await readText(await written('shopify', read.withStock), { format: 'shopify' })
    assert.ok(same(again, read), 'the export reads as another catalogue')
    assert.deepEqual(again.categories, read.categories)
  })
}

for (const [name, counts] of Object.entries(others)) {
  test(`${name} is imported whole, and survives as JSON lines`, { skip }, async () => {
    const read = await readFrom(join(data, name))
    keepsToTheContract(read)
    assert.deepEqual([read.products.length, variantsOf(read), read.refused.length], counts)
    const text = await written('jsonl', read.withStock, { categories: read.categories })
    const again = await readText(text, { format: 'jsonl' })
    assert.ok(same(again, read), 'the export reads as another catalogue')
    assert.deepEqual(again.categories, read.categories)
  })
}

function keepsToTheContract(read: Read): void {
  for (const each of read.products) assert.ok(product.Check(each), each.handle)
  for (const each of read.categories) assert.ok(category.Check(each), each.handle)
  const handles = read.products.map(({ handle }) => handle)
  assert.equal(new Set(handles).size, handles.length)
  const skus = read.products.flatMap(({ variants }) => variants.map(({ sku }) => sku))
  assert.equal(new Set(skus).size, skus.length)
  assert.ok(read.refused.every(({ line, reason }) => line > 0 && reason !== ''))
}

function variantsOf(read: Read): number {
  return read.products.reduce((sum, { variants }) => sum + variants.length, 0)
}

function same(one: Read, other: Read): boolean {
  const text = (read: Read) =>
    JSON.stringify(read.withStock.map(({ product: each, stock }) => [each, stock]))
  return text(one) === text(other)
}
