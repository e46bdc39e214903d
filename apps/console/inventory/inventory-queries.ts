import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '#apps/ui/api/client.ts'
import { readPaged, type Paged } from '#apps/console/app/paged.ts'

export type Stock = Answer<'GET /v1/admin/stock'>['items'][number]

export interface StockSearch extends Paged {
  readonly low?: true | undefined
  /** How the SKU begins. */
  readonly sku?: string | undefined
}

export function readStockSearch(given: Readonly<Record<string, unknown>>): StockSearch {
  const { sku } = given
  return {
    ...(given['low'] === true ? { low: true } : {}),
    ...(typeof sku === 'string' && sku !== '' ? { sku } : {}),
    ...readPaged(given),
  }
}

export const stockKey = ['stock'] as const

export const stockQuery = ({ low, sku, cursor }: StockSearch) =>
  queryOptions({
    queryKey: [...stockKey, low, sku, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call('GET /v1/admin/stock', {
        query: {
          limit: 40,
          ...(low === undefined ? {} : { low }),
          ...(sku === undefined ? {} : { sku }),
          ...(cursor === undefined ? {} : { cursor }),
        },
        signal,
      }),
  })
