import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, callVersioned, type Answer, type Body } from '#apps/ui/api/client.ts'
import { productQueryOf, type ProductSearch } from '#apps/console/products/product-search.ts'

export type Product = Answer<'GET /v1/admin/products'>['items'][number]
export type ProductInput = Body<'PUT /v1/admin/products/{handle}'>
export type Job = Answer<'GET /v1/admin/imports/{id}'>

/** A product, and which version of it was read. */
export interface KeptProduct {
  readonly product: Product
  readonly version: string | null
}

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
    // A form that opens starts from what is kept now, or it could not be saved.
    staleTime: 0,
    queryFn: ({ signal }) => readProduct(handle, { signal }),
  })

export async function readProduct(
  handle: string,
  manner: { readonly signal?: AbortSignal } = {},
): Promise<KeptProduct> {
  const { answer, version } = await callVersioned('GET /v1/admin/products/{idOrHandle}', {
    params: { idOrHandle: handle },
    ...manner,
  })
  return { product: answer, version }
}

/** @param version null saves over whatever is there */
export async function saveProduct(
  input: ProductInput,
  version: string | null,
): Promise<KeptProduct> {
  const saved = await callVersioned('PUT /v1/admin/products/{handle}', {
    params: { handle: input.handle },
    body: input,
    ...(version === null ? {} : { ifMatch: version }),
  })
  return { product: saved.answer, version: saved.version }
}

export const importQuery = (id: string) =>
  queryOptions<Job>({
    queryKey: ['import', id],
    refetchInterval: ({ state }) => ((state.data?.endedAt ?? null) === null ? liveMs : false),
    queryFn: ({ signal }) => call('GET /v1/admin/imports/{id}', { params: { id }, signal }),
  })
