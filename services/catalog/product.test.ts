import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#kernel/core/decider.ts'
import { aProduct, aVariant } from '#services/catalog/catalog-fixture.ts'
import type { ProductInput, ProductRemoved } from '#services/catalog/contract.ts'
import { product, type ProductCommand, type ProductSaved } from '#services/catalog/product.ts'

const id = 'prd_sin_tea'
const first = '2026-01-01T00:00:00.000Z'
const later = '2026-02-01T00:00:00.000Z'

const save = (over: Partial<ProductInput> = {}, at = first): ProductCommand => ({
  type: 'save',
  at,
  id,
  input: aProduct(over),
})

function after(...commands: ProductCommand[]) {
  let state = product.decider.initial
  let events: readonly (ProductSaved | ProductRemoved)[] = []
  for (const command of commands) {
    const decided = product.decider.decide(state, command)
    if (isRefusal(decided)) return { refused: decided, events: [], state }
    events = decided
    state = decided.reduce(product.decider.evolve, state)
  }
  return { refused: null, events, state }
}

test('a product is saved with its id and the time it was created', () => {
  assert.deepEqual(after(save({ categories: ['drinks'], collections: ['new'] })).events, [
    {
      type: 'catalog.product-saved',
      handle: 'tea',
      categories: ['drinks'],
      collections: ['new'],
      fleeting: {
        product: {
          ...aProduct({ categories: ['drinks'], collections: ['new'] }),
          id,
          createdAt: first,
        },
      },
    },
  ])
})

test('saving the same again, later and with members in another order, changes nothing', () => {
  const fields = {
    size: { type: 'number' as const, value: 1 },
    note: { type: 'text' as const, value: 'x' },
  }
  const turned = { note: fields.note, size: fields.size }
  assert.deepEqual(after(save({ fields }), save({ fields: turned }, later)).events, [])
})

test('a change keeps the time of creation and names the shelves before and after', () => {
  const [event] = after(
    save({ categories: ['drinks'], collections: ['new'] }),
    save({ categories: ['tea'], collections: [] }, later),
  ).events
  assert.ok(event?.type === 'catalog.product-saved')
  assert.equal(event.fleeting.product.createdAt, first)
  assert.deepEqual(event.categories, ['drinks', 'tea'])
  assert.deepEqual(event.collections, ['new'])
})

test('a status is set once', () => {
  const archive: ProductCommand = { type: 'set-status', at: later, status: 'archived' }
  assert.equal(after(save(), archive).events.length, 1)
  assert.deepEqual(after(save(), archive, archive).events, [])
})

test('what is removed is gone, and can be saved anew', () => {
  const remove: ProductCommand = { type: 'remove', at: later }
  assert.deepEqual(after(save({ categories: ['tea'] }), remove).events, [
    {
      type: 'catalog.product-removed',
      productId: id,
      handle: 'tea',
      categories: ['tea'],
      collections: [],
    },
  ])
  const { state } = after(save(), remove, save({}, later))
  assert.ok(state.is === 'kept' && state.product.createdAt === later)
})

test('what was never saved cannot be removed or put on sale', () => {
  for (const command of [
    { type: 'remove', at: first },
    { type: 'set-status', at: first, status: 'active' },
  ] as const) {
    assert.equal(after(command).refused?.code, 'catalog.product-not-found')
  }
})

const sgd = { amount: 1, currency: 'SGD' }
const size = [{ name: 'Size' }]
const flaws: readonly (readonly [string, string, Partial<ProductInput>])[] = [
  ['catalog.duplicate-option', '/options/1/name', { options: [...size, ...size] }],
  ['catalog.option-count', '/variants/0/options', { options: size }],
  ['catalog.option-count', '/variants/0/options', { variants: [aVariant({ options: ['S'] })] }],
  [
    'catalog.duplicate-currency',
    '/variants/0/prices/1',
    { variants: [aVariant({ prices: [sgd, sgd] })] },
  ],
  ['catalog.duplicate-sku', '/variants/1/sku', { variants: [aVariant(), aVariant()] }],
  [
    'catalog.duplicate-variant',
    '/variants/1/options',
    { variants: [aVariant(), aVariant({ sku: 'TEA-2' })] },
  ],
  [
    'catalog.duplicate-variant',
    '/variants/1/options',
    {
      options: size,
      variants: [aVariant({ options: ['S'] }), aVariant({ sku: 'TEA-2', options: ['S'] })],
    },
  ],
]

for (const [code, field, over] of flaws) {
  test(`a product is refused: ${code} at ${field}`, () => {
    const { refused } = after(save(over))
    assert.equal(refused?.code, code)
    assert.equal(refused?.field, field)
  })
}
