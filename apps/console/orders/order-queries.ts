import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '#apps/ui/api/client.ts'
import { orderQueryOf, type OrderSearch } from '#apps/console/orders/order-search.ts'

export type Order = Answer<'GET /v1/admin/orders/{id}'>
export type OrderRow = Answer<'GET /v1/admin/orders'>['items'][number]
export type Message = Answer<'GET /v1/admin/messages'>['items'][number]

const liveMs = 5_000

export const ordersQuery = (search: OrderSearch) =>
  queryOptions({
    queryKey: ['orders', search],
    refetchInterval: liveMs,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call('GET /v1/admin/orders', { query: orderQueryOf(search), signal }),
  })

export const orderKey = (id: string) => ['order', id] as const

/** Asked again while the page is open: the order moves by itself. */
export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: orderKey(id),
    refetchInterval: liveMs,
    queryFn: ({ signal }) => call('GET /v1/admin/orders/{id}', { params: { id }, signal }),
  })

export const messagesQuery = (orderId: string) =>
  queryOptions({
    queryKey: ['messages', orderId],
    queryFn: async ({ signal }) =>
      (await call('GET /v1/admin/messages', { query: { orderId, limit: 50 }, signal })).items,
  })
