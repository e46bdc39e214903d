// For tests: a product, and an index that remembers what it was given.

import type { SearchEntry, SearchIndex, SearchRequest } from '#kernel/ports/search-index.ts'
import type { Product } from '#services/catalog/contract.ts'

export const aProduct = (over: Partial<Product> = {}): Product => ({
  id: 'prd_sin_tea',
  createdAt: '2026-01-01T00:00:00.000Z',
  handle: 'tea',
  title: 'Green tea',
  descriptionHtml: '<p>First <i>flush</i></p>',
  vendor: 'Acme',
  type: 'Drinks',
  tags: ['loose'],
  categories: ['drinks'],
  collections: [],
  status: 'active',
  options: [{ name: 'Size' }],
  variants: ['S', 'L'].map((size, position) => ({
    sku: `TEA-${size}`,
    options: [size],
    prices: [{ amount: 900 + position, currency: 'SGD' }],
    grams: 100,
    weightUnit: 'g',
    tracked: true,
    requiresShipping: true,
    taxClass: 'standard',
  })),
  media: [],
  seo: { title: '', description: '' },
  fields: {},
  ...over,
})

export class IndexFixture implements SearchIndex {
  readonly entries = new Map<string, SearchEntry>()
  cursor: string | null = null
  asked: SearchRequest | null = null

  async put(entries: readonly SearchEntry[]) {
    for (const entry of entries) this.entries.set(entry.id, entry)
  }
  async remove(ids: readonly string[]) {
    for (const id of ids) this.entries.delete(id)
  }
  async search(request: SearchRequest) {
    this.asked = request
    const value = { value: 'Size\u001fS', count: 2 }
    return {
      ids: [...this.entries.keys()],
      next: null,
      facets: { vendor: [{ value: 'Acme', count: 1 }], tag: [], option: [value] },
    }
  }
  async position() {
    return this.cursor
  }
  async setPosition(cursor: string) {
    this.cursor = cursor
  }
  async clear() {
    this.entries.clear()
    this.cursor = null
  }
}
