// What stands in the address of a list, and the question it makes. Only what was chosen is written out, so an
// address stays short and can be passed on.

import type { BrowseSort, Search, SearchSort } from '#apps/storefront/app/queries.ts'
import { pair } from '#apps/storefront/browse/filter-text.ts'
import { preferences } from '#apps/storefront/preferences/preferences.ts'

export interface ListSearch {
  readonly q?: string | undefined
  /** As the API takes it: `vendor:Acme,option.Size:M`. */
  readonly filter?: string | undefined
  readonly sort?: SearchSort | undefined
}
export interface ShelfSearch {
  readonly sort?: BrowseSort
}
export interface VariantSearch {
  readonly sku?: string
}

export interface SignInSearch {
  /** Where to go on. */
  readonly then?: string
}

export const searchSorts = ['relevance', 'newest', 'price', '-price'] as const
export const shelfSorts = ['newest', 'price', '-price', 'title'] as const

export function readSearch(given: Readonly<Record<string, unknown>>): ListSearch {
  const q = textOf(given['q'])
  const filter = textOf(given['filter'])
  const sort = searchSorts.find((each) => each === given['sort'])
  return {
    ...(q === '' ? {} : { q }),
    ...(filter === '' ? {} : { filter }),
    ...(sort === undefined ? {} : { sort }),
  }
}

export function readShelf(given: Readonly<Record<string, unknown>>): ShelfSearch {
  const sort = shelfSorts.find((each) => each === given['sort'])
  return sort === undefined ? {} : { sort }
}

export function readVariant(given: Readonly<Record<string, unknown>>): VariantSearch {
  const sku = textOf(given['sku'])
  return sku === '' ? {} : { sku }
}

export function readSignIn(given: Readonly<Record<string, unknown>>): SignInSearch {
  const then = textOf(given['then'])
  return then === '' ? {} : { then }
}

export function categorySearch(
  handle: string,
  { filter = '', sort = 'newest' }: ListSearch,
): Search {
  const own = pair('category', handle)
  return {
    q: '',
    filter: filter === '' ? own : `${own},${filter}`,
    sort,
    currency: preferences().currency,
  }
}

export function textSearch({ q = '', filter = '', sort = 'relevance' }: ListSearch): Search {
  return { q, filter, sort, currency: preferences().currency }
}

/** The router reads numbers and booleans out of an address; here they are texts. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}
