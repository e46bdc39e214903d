// What the pages ask the platform, each question under its key. Requests repeat themselves while a region is
// being lost or the machine is offline, so a query neither repeats them nor waits before it asks.

import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query'
import { call, type Answer, type Query } from '#apps/ui/api/client.ts'

export type ProductCard = Answer<'GET /v1/search'>['items'][number]
export type Facet = Answer<'GET /v1/search'>['facets'][number]
export type ProductPage = Answer<'GET /v1/products/{idOrHandle}/page'>
export type Cart = Answer<'GET /v1/carts/{id}'>
export type Order = Answer<'GET /v1/orders/{id}'>
export type Checkout = Answer<'GET /v1/checkout'>
export type SearchSort = NonNullable<Query<'GET /v1/search'>['sort']>
export type BrowseSort = NonNullable<Query<'GET /v1/products'>['sort']>
type CurrencyCode = NonNullable<Query<'GET /v1/home'>['currency']>

export interface Category {
  readonly handle: string
  readonly title: string
  readonly description: string
  readonly image?: string
  readonly children: readonly Category[]
}

const minuteMs = 60_000
const pageSize = 24

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      networkMode: 'always',
      staleTime: minuteMs / 2,
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

const privateKinds = new Set<unknown>(['account-orders', 'cart', 'checkout', 'order', 'unheard'])

/** Drops what was answered to a shopper and to nobody else. */
export function forgetPrivateAnswers(): void {
  queryClient.removeQueries({ predicate: ({ queryKey: [kind] }) => privateKinds.has(kind) })
}

/** The platform checks it: one that it does not sell in falls back to the product's own. */
export const currencyCode = (currency: string) => currency as CurrencyCode

export const homeQuery = (currency: string) =>
  queryOptions({
    queryKey: ['home', currency],
    queryFn: ({ signal }) =>
      call('GET /v1/home', { query: { currency: currencyCode(currency) }, signal }),
  })

export const categoriesQuery = () =>
  queryOptions({
    queryKey: ['categories'],
    staleTime: 5 * minuteMs,
    queryFn: async ({ signal }) => {
      const { items } = await call('GET /v1/categories', { signal })
      return items as readonly Category[]
    },
  })

export const currenciesQuery = () =>
  queryOptions({
    queryKey: ['currencies'],
    staleTime: 5 * minuteMs,
    queryFn: async ({ signal }) => (await call('GET /v1/currencies', { signal })).items,
  })

export const collectionQuery = (handle: string) =>
  queryOptions({
    queryKey: ['collection', handle],
    queryFn: ({ signal }) => call('GET /v1/collections/{handle}', { params: { handle }, signal }),
  })

export interface Search {
  readonly q: string
  readonly filter: string
  readonly sort: SearchSort
  readonly currency: string
}

export const searchQuery = ({ currency, ...search }: Search) =>
  infiniteQueryOptions({
    queryKey: ['search', search, currency],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/search', {
        query: {
          ...search,
          currency: currencyCode(currency),
          limit: pageSize,
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  })

/** What there is to choose for one facet when its own values are not chosen: they widen the search. */
export const facetQuery = (name: string, q: string, filter: string) =>
  queryOptions({
    queryKey: ['facet', name, q, filter],
    queryFn: async ({ signal }) => {
      const { facets } = await call('GET /v1/search', { query: { q, filter, limit: 1 }, signal })
      return facets.find((facet) => facet.name === name) ?? null
    },
  })

export const shelfQuery = (collection: string, sort: BrowseSort, currency: string) =>
  infiniteQueryOptions({
    queryKey: ['shelf', collection, sort, currency],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/products', {
        query: {
          collection,
          sort,
          currency: currencyCode(currency),
          limit: pageSize,
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  })

export const suggestionsQuery = (q: string) =>
  queryOptions({
    queryKey: ['suggestions', q],
    enabled: q !== '',
    queryFn: async ({ signal }) =>
      (await call('GET /v1/search/suggestions', { query: { q }, signal, patienceMs: 0 })).items,
  })

export const productQuery = (idOrHandle: string, currency: string, country: string) =>
  queryOptions({
    queryKey: ['product', idOrHandle, currency, country],
    queryFn: ({ signal }) =>
      call('GET /v1/products/{idOrHandle}/page', {
        params: { idOrHandle },
        query: { currency: currencyCode(currency), country },
        signal,
      }),
  })

export const checkoutQuery = (cart: Cart | null, country: string) =>
  queryOptions({
    queryKey: ['checkout', cart?.id, cart?.version, country],
    enabled: cart !== null && cart.lines.length > 0,
    staleTime: 0,
    queryFn: ({ signal }) =>
      call('GET /v1/checkout', { query: { cartId: cart?.id ?? '', country }, signal }),
  })

export const accountOrdersQuery = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: ['account-orders', accountId],
    initialPageParam: '',
    staleTime: 0,
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/account/orders', {
        query: { limit: 10, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  })

export const orderKey = (id: string) => ['order', id] as const

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: orderKey(id),
    queryFn: ({ signal }) => call('GET /v1/orders/{id}', { params: { id }, signal }),
  })
