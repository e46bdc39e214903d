import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searchEntry } from '#services/search/search-entry.ts'
import { aProduct } from '#services/search/search-fixture.ts'

test('a product is found by every word a shopper may know of it', () => {
  assert.deepEqual(searchEntry(aProduct()), {
    id: 'prd_sin_tea',
    title: 'Green tea',
    text: 'Acme Drinks loose S L TEA-S TEA-L First flush',
    facets: {
      vendor: ['Acme'],
      type: ['Drinks'],
      category: ['drinks'],
      tag: ['loose'],
      option: ['Size\u001fS', 'Size\u001fL'],
      'option.Size': ['S', 'L'],
    },
    numbers: { price: 900, created: 1_767_225_600_000 },
  })
})

test('what is empty is no facet', () => {
  assert.deepEqual(searchEntry(aProduct({ vendor: '' })).facets['vendor'], [])
})
