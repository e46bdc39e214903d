import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aProduct, aVariant, CatalogFixture } from '#services/catalog/catalog-fixture.ts'
import { category } from '#services/catalog/category.ts'
import { categoryId, productId, type ProductInput } from '#services/catalog/contract.ts'
import { findForStaff, type StaffFinds } from '#services/catalog/find-for-staff.ts'
import { product } from '#services/catalog/product.ts'

const kept: Partial<ProductInput>[] = [
  { handle: 'tea', title: 'Tea', categories: ['green'] },
  { handle: 'teapot', title: 'Teapot', status: 'draft', categories: ['kitchen'] },
  { handle: 'cup', title: 'Cup for tea', categories: ['kitchen'] },
  { handle: 'oolong', title: 'Oolong', status: 'archived', categories: ['drinks'] },
]
/** What the index of words answers: those on sale. */
const words = ['cup', 'tea']
const stock = [
  { sku: 'SKU-cup', tracked: true, available: 0, backorder: false },
  { sku: 'SKU-oolong', tracked: true, available: 0, backorder: true },
  { sku: 'SKU-tea', tracked: true, available: 7, backorder: false },
  { sku: 'SKU-teapot', tracked: true, available: 12, backorder: false },
]

function shop(asked: unknown[] = []) {
  const fixture = new CatalogFixture((query, input) => {
    asked.push(input)
    return query === 'search.product-ids-by-words'
      ? { ids: words.map((handle) => productId(handle, 'sin')), next: null }
      : { items: stock, next: null }
  })
  for (const over of kept) {
    const input = aProduct({ ...over, variants: [aVariant({ sku: `SKU-${over.handle}` })] })
    const id = productId(input.handle, 'sin')
    fixture.save(product, id, { type: 'save', id, input })
  }
  for (const [handle, parent] of [['drinks'], ['green', 'drinks'], ['kitchen']] as const) {
    const input = { handle, title: handle, description: '', position: 0 }
    fixture.save(category, categoryId(handle, 'sin'), {
      type: 'save',
      input: parent === undefined ? input : { ...input, parent },
    })
  }
  return fixture.context()
}

const found = async (wanted: StaffFinds, context = shop()) =>
  (await findForStaff(wanted, context)).items.map(({ handle }) => handle)

test('without a wish, everything is listed by title', async () => {
  assert.deepEqual(await found({}), ['cup', 'oolong', 'tea', 'teapot'])
  assert.deepEqual(await found({ status: 'draft' }), ['teapot'])
  assert.deepEqual(await found({ title: 'te' }), ['tea', 'teapot'])
})

test('titles that begin so come first, whatever their status, then what the words find', async () => {
  assert.deepEqual(await found({ q: 'tea' }), ['tea', 'teapot', 'cup'])
  assert.deepEqual(await found({ q: 'tea', status: 'draft' }), ['teapot'])
  assert.deepEqual(await found({ q: 'tea', status: 'active' }), ['tea', 'cup'])
})

async function pageByPage(wanted: StaffFinds): Promise<readonly string[]> {
  const context = shop()
  const read: string[] = []
  let cursor: string | undefined
  do {
    const page = await findForStaff(
      { ...wanted, limit: 1, ...(cursor === undefined ? {} : { cursor }) },
      context,
    )
    read.push(...page.items.map(({ handle }) => handle))
    cursor = page.next ?? undefined
    assert.ok(read.length < 9, 'it goes round in a circle')
  } while (cursor !== undefined)
  return read
}

test('a page takes up where the one before ended, in whichever source', async () => {
  assert.deepEqual(await pageByPage({ q: 'tea' }), ['tea', 'teapot', 'cup'])
  assert.deepEqual(await pageByPage({ stock: 'low' }), ['cup', 'tea'])
})

test('a category holds what is below it, drafts and archived products too', async () => {
  const asked: unknown[] = []
  assert.deepEqual(await found({ category: 'drinks' }, shop(asked)), ['tea', 'oolong'])
  assert.deepEqual((asked[0] as { categories: unknown }).categories, ['drinks', 'green'])
  assert.deepEqual(await found({ category: 'kitchen', status: 'draft' }), ['teapot'])
})

test('no stock is nothing over all homes, low stock a little; back orders are neither', async () => {
  assert.deepEqual(await found({ stock: 'none' }), ['cup'])
  assert.deepEqual(await found({ stock: 'low' }), ['cup', 'tea'])
  assert.deepEqual(await found({ stock: 'low', q: 'tea sku-cup' }), ['cup'])
  assert.deepEqual(await found({ stock: 'low', category: 'drinks' }), ['tea'])
})
