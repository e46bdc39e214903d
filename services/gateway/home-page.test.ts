import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Query } from '#kernel/core/query.ts'
import type { Context } from '#kernel/service/context.ts'
import { homePage } from '#services/gateway/home-page.ts'

test('a front page shows the top of the tree and the first collections', async () => {
  const leaf = { handle: 'green', title: 'Green', description: '', position: 0 }
  const top = { ...leaf, handle: 'tea' }
  const previews = [{ collection: { ...leaf, handle: 'new' }, products: [] }]
  const context = {
    ask: async <I, O>({ name }: Query<I, O>) =>
      (name === 'catalog.category-tree'
        ? [{ ...top, children: [{ ...leaf, children: [] }] }]
        : previews) as O,
  } as unknown as Context
  assert.deepEqual(await homePage(null, context), { categories: [top], collections: previews })
})
