import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Query } from '#kernel/core/query.ts'
import type { StoredEvent } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import { productsById, type Product } from '#services/catalog/contract.ts'
import { productProjection } from '#services/search/product-projection.ts'
import { aProduct, IndexFixture } from '#services/search/search-fixture.ts'

/** A region whose catalog holds these products. */
function region(catalog: readonly Product[] = []) {
  const search = new IndexFixture()
  const held = new Map(catalog.map((product) => [product.id, product]))
  const context = {
    ports: { search },
    ask: async <I, O>(query: Query<I, O>, input: I) => {
      if (query.name === productsById.name) {
        const { ids } = input as { ids: readonly string[] }
        return ids.flatMap((id) => held.get(id) ?? []) as O
      }
      const at = Number((input as { cursor?: string }).cursor ?? '0')
      const next = at + 1 < held.size ? String(at + 1) : null
      return { items: [...held.values()].slice(at, at + 1), next } as O
    },
  } as unknown as Context
  return { search, held, context }
}

function event(version: number, type = 'catalog.product-saved'): StoredEvent {
  const { id, handle, createdAt } = aProduct()
  return {
    id: `${id}/${version}/0`,
    type,
    kind: 'product',
    documentId: id,
    version,
    at: createdAt,
    data: { handle },
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

test('what a product is by now counts, and the place is remembered', async () => {
  const tea = aProduct({ title: 'Black tea' })
  const { search, context } = region([tea])
  for (const _again of [1, 2]) await productProjection.apply([event(1), event(2)], 'c2', context)
  assert.equal(search.entries.get(tea.id)?.title, 'Black tea')
  assert.equal(await productProjection.position(context), 'c2')
})

test('what is removed or taken off sale is not found any more', async () => {
  const tea = aProduct()
  const { search, held, context } = region([tea])
  await productProjection.apply([event(1)], 'c1', context)
  assert.equal(search.entries.size, 1)
  held.set(tea.id, { ...tea, status: 'archived' })
  await productProjection.apply([event(2)], 'c2', context)
  assert.equal(search.entries.size, 0)
  held.set(tea.id, tea)
  await productProjection.apply([event(3)], 'c3', context)
  held.delete(tea.id)
  await productProjection.apply([event(4, 'catalog.product-removed')], 'c4', context)
  assert.equal(search.entries.size, 0)
})
