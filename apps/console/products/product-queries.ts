import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, type Answer, type Body } from '#apps/ui/api/client.ts'
import type { ProductSearch } from '#apps/console/products/product-search.ts'

export type Product = Answer<'GET /v1/admin/products'>['items'][number]
export type ProductInput = Body<'PUT /v1/admin/products/{handle}'>
export type Job = Answer<'GET /v1/admin/imports/{id}'>

const liveMs = 700

export const productsKey = ['products'] as const

export const productsQuery = ({ title, status, cursor }: ProductSearch) =>
  queryOptions({
    queryKey: [...productsKey, title, status, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call('GET /v1/admin/products', {
        query: {
          limit: 25,
          ...(title === undefined ? {} : { title }),
          ...(status === undefined ? {} : { status }),
          ...(cursor === undefined ? {} : { cursor }),
        },
        signal,
      }),
  })

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
