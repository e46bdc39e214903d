import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, type Answer, type Body } from '#apps/ui/api/client.ts'
import { productQueryOf, type ProductSearch } from '#apps/console/products/product-search.ts'

export type Product = Answer<'GET /v1/admin/products'>['items'][number]
export type ProductInput = Body<'PUT /v1/admin/products/{handle}'>
export type Job = Answer<'GET /v1/admin/imports/{id}'>

const liveMs = 700

export const productsKey = ['products'] as const

export const productsQuery = (search: ProductSearch) =>
  queryOptions({
    queryKey: [...productsKey, search],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call('GET /v1/admin/products', { query: productQueryOf(search), signal }),
  })

const rarelyMs = 60_000

export const categoriesQuery = () =>
  queryOptions({
    queryKey: ['categories'],
    staleTime: rarelyMs,
    queryFn: async ({ signal }) => flat((await call('GET /v1/categories', { signal })).items, 0),
  })

interface Branch {
  readonly handle: string
  readonly title: string
  readonly children: readonly unknown[]
}

/** The tree as a list, with how deep each stands. */
const flat = (
  branches: readonly Branch[],
  depth: number,
): readonly (Branch & { readonly depth: number })[] =>
  branches.flatMap((branch) => [
    { ...branch, depth },
    ...flat(branch.children as readonly Branch[], depth + 1),
  ])

export const productKey = (handle: string) => ['product', handle] as const

export const productQuery = (handle: string) =>
  queryOptions({
    queryKey: productKey(handle),
    queryFn: ({ signal }) =>
      call('GET /v1/admin/products/{idOrHandle}', { params: { idOrHandle: handle }, signal }),
  })

export const importQuery = (id: string) =>
  queryOptions<Job>({
    queryKey: ['import', id],
    refetchInterval: ({ state }) => ((state.data?.endedAt ?? null) === null ? liveMs : false),
    queryFn: ({ signal }) => call('GET /v1/admin/imports/{id}', { params: { id }, signal }),
  })
