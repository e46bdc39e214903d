import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Query } from '#kernel/core/query.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Product } from '#services/catalog/contract.ts'
import { productProjection } from '#services/search/product-projection.ts'
import { aProduct, IndexFixture } from '#services/search/search-fixture.ts'

function region(catalog: readonly Product[] = []) {
  const search = new IndexFixture()
  const context = {
    ports: { search },
    ask: async <I, O>(_query: Query<I, O>, input: I) => {
      const at = Number((input as { cursor?: string }).cursor ?? '0')
      const next = at + 1 < catalog.length ? String(at + 1) : null
      return { items: catalog.slice(at, at + 1), next } as O
    },
  } as unknown as Context
  return { search, context }
}

function event(product: Product, version: number, type = 'catalog.product-saved'): StoredEvent {
  return {
    id: `${product.id}/${version}/0`,
    type,
    kind: 'product',
    documentId: product.id,
    version,
    at: product.createdAt,
    data: { product },
  }
}

test('an index is rebuilt from all pages of the catalog, without drafts', async () => {
  const { search, context } = region([
    aProduct(),
    aProduct({ id: 'prd_sin_cup', status: 'draft' }),
    aProduct({ id: 'prd_sin_pot' }),
  ])
  await search.put([{ id: 'old', title: '', text: '', facets: {}, numbers: {} }])
  await productProjection.rebuild(context)
  assert.deepEqual([...search.entries.keys()], ['prd_sin_tea', 'prd_sin_pot'])
})

test('the last of several events on one product counts, and the place is remembered', async () => {
  const { search, context } = region()
  const tea = aProduct()
  const events = [event(tea, 1), event({ ...tea, title: 'Black tea' }, 2)]
  for (const _again of [1, 2]) await productProjection.apply(events, 'c2', context)
  assert.equal(search.entries.get(tea.id)?.title, 'Black tea')
  assert.equal(await productProjection.position(context), 'c2')
})

test('what is removed or taken off sale is not found any more', async () => {
  const { search, context } = region()
  const tea = aProduct()
  await productProjection.apply([event(tea, 1)], 'c1', context)
  await productProjection.apply([event({ ...tea, status: 'archived' }, 2)], 'c2', context)
  assert.equal(search.entries.size, 0)
  await productProjection.apply([event(tea, 3)], 'c3', context)
  await productProjection.apply([event(tea, 4, 'catalog.product-removed')], 'c4', context)
  assert.equal(search.entries.size, 0)
})
