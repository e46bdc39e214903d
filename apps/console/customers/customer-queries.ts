import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, type Answer } from '#apps/ui/api/client.ts'
import { readPaged, type Paged } from '#apps/console/app/paged.ts'

export type Customer = Answer<'GET /v1/admin/customers'>['items'][number]

export interface CustomerSearch extends Paged {
  /** How the mail address begins. */
  readonly email?: string | undefined
}

export function readCustomerSearch(given: Readonly<Record<string, unknown>>): CustomerSearch {
  const { email } = given
  return { ...(typeof email === 'string' && email !== '' ? { email } : {}), ...readPaged(given) }
}

export const customersQuery = ({ email, cursor }: CustomerSearch) =>
  queryOptions({
    queryKey: ['customers', email, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call('GET /v1/admin/customers', {
        query: {
          limit: 25,
          ...(email === undefined ? {} : { email }),
          ...(cursor === undefined ? {} : { cursor }),
        },
        signal,
      }),
  })

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => call('GET /v1/admin/customers/{id}', { params: { id }, signal }),
  })
