import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalog } from '#services/catalog/service.ts'

test('a product makes stale whatever shows it, before and after', () => {
  const stale = catalog.invalidates['catalog.product-saved']
  assert.deepEqual(
    stale?.({
      documentId: 'prd_sin_tea',
      data: { handle: 'tea', categories: ['old', 'new'], collections: ['gifts'] },
    }),
    [
      'products',
      'product:prd_sin_tea',
      'product:tea',
      'category:old',
      'category:new',
      'collection:gifts',
    ],
  )
})

test('only reads for shoppers are cached, and files by whoever has them', () => {
  for (const route of catalog.routes.filter(({ path }) => !path.startsWith('/media/'))) {
    const isForShoppers = !route.path.startsWith('/v1/admin/')
    assert.equal('cache' in route, isForShoppers, `${route.method} ${route.path}`)
  }
})
