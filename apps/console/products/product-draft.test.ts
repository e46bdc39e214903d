import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  draftOf,
  emptyDraft,
  flawsIn,
  inputOf,
  isKeptAs,
  withOption,
  withPicture,
  withPictureMoved,
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
  media: [
    { url: '/media/mug.svg', alt: 'A mug' },
    { url: '/media/a b.png', alt: '', width: 640, height: 480 },
  ],
  seo: { title: '', description: '' },
  fields: { washable: { type: 'boolean', value: true } },
}

test('a product that nobody changed is saved as it was', () => {
  const { id: _id, createdAt: _createdAt, ...input } = product
  assert.deepEqual(inputOf(draftOf(product), product), input)
})

test('a save whose answer was lost is known by what it kept', () => {
  const wanted = inputOf({ ...draftOf(product), title: 'Cup' }, product)
  assert.equal(isKeptAs({ ...product, title: 'Cup' }, wanted), true)
  assert.equal(isKeptAs(product, wanted), false)
})

test('an option comes and goes with its values in every variant', () => {
  const more = withOption(draftOf(product))
  assert.deepEqual(more.variants[0]?.options, ['Sea', ''])
  assert.deepEqual(withoutOption(more, 0).variants[0]?.options, [''])
})

test('a picture comes last and once, moves by one place, and stops at the ends', () => {
  const more = withPicture(draftOf(product), { url: '/media/c.png', alt: '', width: 1, height: 1 })
  const order = ({ media }: typeof more) => media.map(({ key }) => key)
  assert.deepEqual(order(more), [0, 1, 2])
  assert.equal(withPicture(more, { url: '/media/c.png', alt: 'again' }), more)
  assert.deepEqual(order(withPictureMoved(more, 2, -1)), [0, 2, 1])
  assert.deepEqual(order(withPictureMoved(more, 0, 1)), [1, 0, 2])
  assert.equal(withPictureMoved(more, 0, -1), more)
  assert.equal(withPictureMoved(more, 2, 1), more)
})

test('what is missing is named where it stands', () => {
  assert.deepEqual(Object.keys(flawsIn(emptyDraft)), ['title', 'handle', 'sku-0', 'price-0-SGD'])
  assert.deepEqual(flawsIn(draftOf(product)), {})
})

const pricedAt = (text: string, currency: 'SGD' | 'JPY') => {
  const draft = draftOf(product)
  return {
    ...draft,
    variants: draft.variants.map((each) => ({ ...each, prices: [{ currency, text }] })),
  }
}

test('a price is read in the currency it is kept in, and what cannot be read is never kept', () => {
  assert.deepEqual(flawsIn(pricedAt('1200', 'JPY')), {})
  assert.deepEqual(flawsIn(pricedAt('1200.50', 'JPY')), { 'price-0-JPY': 'Such as 1250' })
  assert.deepEqual(flawsIn(pricedAt('1200.50', 'SGD')), {})
  assert.throws(() => inputOf(pricedAt('1200.50', 'JPY'), product), RangeError)
})

test('each currency that a variant has a price in is changed on its own', () => {
  const draft = draftOf(product)
  const prices = draft.variants[0]?.prices.map((each) =>
    each.currency === 'AUD' ? { ...each, text: '27' } : each,
  )
  const variants = draft.variants.map((each) => ({ ...each, prices: prices ?? [] }))
  assert.deepEqual(inputOf({ ...draft, variants }, product).variants[0]?.prices, [
    { amount: 2_400, currency: 'SGD' },
    { amount: 2_700, currency: 'AUD' },
  ])
})
