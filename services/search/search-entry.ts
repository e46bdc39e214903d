import { epochMsOf } from '#kernel/core/instant.ts'
import type { SearchEntry } from '#kernel/ports/search-index.ts'
import type { Product } from '#services/catalog/contract.ts'
import { optionFacet, optionValue } from '#services/search/facets.ts'
import { plainText } from '#services/search/plain-text.ts'

export function searchEntry(product: Product): SearchEntry {
  const { id, title, vendor, type, tags, categories, variants } = product
  const options = product.options.map(({ name }, position) => ({
    name,
    values: distinct(variants.map((variant) => variant.options[position] ?? '')),
  }))
  return {
    id,
    title,
    text: [
      vendor,
      type,
      ...tags,
      ...options.flatMap(({ values }) => values),
      ...variants.map(({ sku }) => sku),
      plainText(product.descriptionHtml),
    ].join(' '),
    facets: {
      vendor: distinct([vendor]),
      type: distinct([type]),
      category: distinct(categories),
      tag: distinct(tags),
      option: options.flatMap(({ name, values }) =>
        values.map((value) => optionValue(name, value)),
      ),
      ...Object.fromEntries(options.map(({ name, values }) => [optionFacet(name), values])),
    },
    numbers: {
      price: Math.min(...variants.map(({ prices }) => prices[0]?.amount ?? 0)),
      created: epochMsOf(product.createdAt),
    },
  }
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== '')
}
