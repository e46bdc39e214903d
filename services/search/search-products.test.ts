import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '#kernel/core/decider.ts'
import type { Query } from '#kernel/core/query.ts'
import type { Context } from '#kernel/service/context.ts'
import { searchEntry } from '#services/search/search-entry.ts'
import { aProduct, IndexFixture } from '#services/search/search-fixture.ts'
import { searchProducts } from '#services/search/search-products.ts'
import { suggest } from '#services/search/suggest.ts'

const leaf = { handle: 'green-tea', children: [] }
const tree = [
  { handle: 'home', children: [{ handle: 'drinks', children: [leaf] }] },
  { handle: 'garden', children: [{ handle: 'spades', children: [] }] },
]

async function region() {
  const search = new IndexFixture()
  await search.put([searchEntry(aProduct())])
  const context = {
    ports: { search },
    ask: async <I, O>({ name }: Query<I, O>, input: I) =>
      (name === 'catalog.titles-starting-with'
        ? [{ id: 'prd_sin_gin', handle: 'gin', title: 'Gin' }]
        : name === 'catalog.category-tree'
          ? tree
          : (input as { ids: string[] }).ids.map((id) => ({
              id,
              handle: 'tea',
              title: 'Tea',
            }))) as O,
  } as unknown as Context
  return { search, context }
}

test('a search says what it found, what could narrow it, and how it was understood', async () => {
  const { search, context } = await region()
  const found = await searchProducts({ q: ' tea ', filter: 'vendor:Acme', sort: '-price' }, context)
  assert.ok(!isRefusal(found))
  assert.deepEqual(
    found.items.map(({ handle }) => handle),
    ['tea'],
  )
  assert.deepEqual(found.facets, [
    { name: 'vendor', values: [{ value: 'Acme', count: 1 }] },
    { name: 'option.Size', values: [{ value: 'S', count: 2 }] },
  ])
  assert.deepEqual(found.query, { text: 'tea', filters: { vendor: ['Acme'] }, sort: '-price' })
  assert.deepEqual(search.asked?.sort, { number: 'price', descending: true })
})

test('a category is searched with all below it, and a price within its bounds', async () => {
  const { search, context } = await region()
  const found = await searchProducts({ filter: 'category:home,price:100..900' }, context)
  assert.ok(!isRefusal(found))
  assert.deepEqual(search.asked?.filters, { category: ['home', 'drinks', 'green-tea'] })
  assert.deepEqual(search.asked?.ranges, { price: { from: 100, to: 900 } })
  assert.deepEqual(found.query.filters, { category: ['home'], price: ['100..900'] })
  assert.deepEqual(
    found.items.map(({ handle }) => handle),
    ['tea'],
  )
})

test('a filter that cannot be read is refused before anything is searched', async () => {
  const { search, context } = await region()
  assert.ok(isRefusal(await searchProducts({ filter: 'colour:red' }, context)))
  assert.equal(search.asked, null)
})

test('suggestions start with the titles that start so, then what the words find', async () => {
  const { context } = await region()
  assert.deepEqual(
    (await suggest('g', context)).map(({ handle }) => handle),
    ['gin', 'tea'],
  )
  assert.deepEqual(await suggest('  ', context), [])
})
