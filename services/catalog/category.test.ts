import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#kernel/core/decider.ts'
import { category } from '#services/catalog/category.ts'
import { collection } from '#services/catalog/collection.ts'

const at = '2026-01-01T00:00:00.000Z'
const input = { handle: 'tea', title: 'Tea', description: '', position: 1 }

for (const { kind, decider, event } of [
  {
    kind: 'category',
    decider: category.decider,
    event: { type: 'catalog.category-saved', category: input } as const,
  },
  {
    kind: 'collection',
    decider: collection.decider,
    event: { type: 'catalog.collection-saved', collection: input } as const,
  },
]) {
  const { initial, decide, evolve } = decider as typeof category.decider
  const saved = evolve(initial, event as never)

  test(`a ${kind} is saved once`, () => {
    assert.deepEqual(decide(initial, { type: 'save', at, input }), [event])
    assert.deepEqual(decide(saved, { type: 'save', at, input }), [])
  })

  test(`a ${kind} is removed once`, () => {
    const removed = decide(saved, { type: 'remove', at })
    assert.deepEqual(removed, [{ type: `catalog.${kind}-removed`, handle: 'tea' }])
    const again = decide(initial, { type: 'remove', at })
    assert.ok(isRefusal(again) && again.code === `catalog.${kind}-not-found`)
  })
}

test('a category cannot stand below itself', () => {
  const { initial, decide } = category.decider
  const refused = decide(initial, { type: 'save', at, input: { ...input, parent: 'tea' } })
  assert.ok(isRefusal(refused) && refused.code === 'catalog.own-parent')
})
