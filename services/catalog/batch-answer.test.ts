import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batchAnswer } from '#services/catalog/batch-answer.ts'
import { catalogRefusals } from '#services/catalog/contract.ts'

const document = (version: number) => ({
  kind: 'product',
  id: 'prd_sin_tea',
  version,
  state: {},
  changedAt: '2026-01-01T00:00:00.000Z',
})

test('each item of a batch learns what became of it', () => {
  const inputs = ['a', 'b', 'c', 'd'].map((handle) => ({ handle }))
  const refusal = catalogRefusals.skuTaken('"A" belongs to "tea".', '/variants/0/sku')
  assert.deepEqual(
    batchAnswer(inputs, [
      { outcome: 'decided', document: document(1), changed: true },
      { outcome: 'decided', document: document(4), changed: true },
      { outcome: 'decided', document: document(1), changed: false },
      { outcome: 'refused', refusal },
    ]).items,
    [
      { handle: 'a', outcome: 'created' },
      { handle: 'b', outcome: 'updated' },
      { handle: 'c', outcome: 'unchanged' },
      {
        handle: 'd',
        outcome: 'refused',
        code: 'catalog.sku-taken',
        detail: '"A" belongs to "tea".',
        field: '/variants/0/sku',
      },
    ],
  )
})
