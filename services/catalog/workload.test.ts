import { stored } from '#kernel/testing/at-rest.ts'
import { specifyInvariants } from '#kernel/testing/specify-invariants.ts'
import { aProduct, aVariant } from '#services/catalog/catalog-fixture.ts'
import type { Product } from '#services/catalog/contract.ts'
import { workload } from '#services/catalog/workload.ts'

const id = 'prd_sin_tea'
const tea: Product = { ...aProduct(), id, createdAt: '2026-01-01T00:00:00.000Z' }
const kept = (change: Partial<Product> = {}, version = 3) =>
  stored(
    'product',
    change.id ?? id,
    { is: 'kept' as const, product: { ...tea, ...change } },
    version,
  )
const saved = (version: number) => ({
  rest: {
    documents: [kept()],
    notes: { 'catalog.saved': [{ id, handle: 'tea', version }] },
  },
})
const shown = (product: Product, ...answers: readonly (readonly [number, unknown])[]) => ({
  rest: {
    documents: [kept(product)],
    answers: {
      '/v1/products/tea': answers.map(([status, body]) => ({ status, body, headers: {} })),
    },
  },
})
const draft: Product = { ...tea, status: 'draft' }

specifyInvariants(workload, {
  'a product keeps its id, its handle and its birthday': {
    right: [{ now: kept({ title: 'Green tea' }), before: kept() }],
    wrong: [
      [
        { now: kept({ createdAt: '2026-02-02T00:00:00.000Z' }), before: kept() },
        `product ${id} tea of 2026-01-01T00:00:00.000Z became ${id} tea of 2026-02-02T00:00:00.000Z`,
      ],
    ],
  },
  'a SKU stands once in a product, and in one product only': {
    right: [
      { now: kept({ variants: [aVariant(), aVariant({ sku: 'TEA-2' })] }) },
      { rest: { documents: [kept(), kept({ id: 'prd_sin_mug', handle: 'mug', variants: [] })] } },
    ],
    wrong: [
      [
        { now: kept({ variants: [aVariant(), aVariant()] }) },
        `product ${id} has two variants of SKU TEA-1`,
      ],
      [
        { rest: { documents: [kept(), kept({ id: 'prd_sin_mug', handle: 'mug' })] } },
        'SKU TEA-1 belongs to tea and to mug',
      ],
    ],
  },
  'a change of a product that staff was told of is kept': {
    right: [saved(3)],
    wrong: [[saved(4), 'staff saved tea as version 4; it is at 3']],
  },
  'every region shows shoppers what the catalog holds': {
    right: [shown(tea, [200, tea], [200, tea]), shown(draft, [404, {}])],
    wrong: [
      [
        shown(tea, [200, tea], [200, { ...tea, title: 'Old tea' }]),
        'region 2 shows tea otherwise: 200',
      ],
      [shown(tea, [404, {}]), 'region 1 shows tea otherwise: 404'],
      [shown(draft, [200, tea]), 'region 1 shows tea otherwise: 200'],
    ],
  },
})
