import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  draftOf,
  emptyDraft,
  flawsIn,
  inputOf,
  withOption,
  withoutOption,
} from '#apps/console/products/product-draft.ts'
import type { Product } from '#apps/console/products/product-queries.ts'

const product: Product = {
  id: 'prd_sin_1',
  createdAt: '2026-01-01T00:00:00.000Z',
  handle: 'mug',
  title: 'Mug',
  descriptionHtml: '<p>Good</p>',
  vendor: 'Tide',
  type: 'Mug',
  tags: ['tea', 'clay'],
  categories: ['kitchen'],
  collections: [],
  status: 'active',
  options: [{ name: 'Colour' }],
  variants: [
    {
      sku: 'MUG-SEA',
      options: ['Sea'],
      prices: [
        { amount: 2_400, currency: 'SGD' },
        { amount: 2_600, currency: 'AUD' },
      ],
      barcode: '4006381333931',
      grams: 400,
      weightUnit: 'kg',
      tracked: true,
      requiresShipping: true,
      taxClass: 'reduced',
    },
  ],
  media: [{ url: '/media/mug.svg', alt: 'A mug' }],
  seo: { title: '', description: '' },
  fields: { washable: { type: 'boolean', value: true } },
}

test('a product that nobody changed is saved as it was', () => {
  const { id: _id, createdAt: _createdAt, ...input } = product
  assert.deepEqual(inputOf(draftOf(product), product), input)
})

test('an option comes and goes with its values in every variant', () => {
  const more = withOption(draftOf(product))
  assert.deepEqual(more.variants[0]?.options, ['Sea', ''])
  assert.deepEqual(withoutOption(more, 0).variants[0]?.options, [''])
})

test('what is missing is named where it stands', () => {
  assert.deepEqual(Object.keys(flawsIn(emptyDraft)), ['title', 'handle', 'sku-0', 'price-0'])
  assert.deepEqual(flawsIn(draftOf(product)), {})
})
