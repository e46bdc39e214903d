// Who is signed in, and what they may do. The server checks every request again; here it only decides what
// is shown.

import { queryOptions, useQuery } from '@tanstack/react-query'
import { identity } from '#apps/console/staff/identity-api.ts'

const freshMs = 60_000

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    staleTime: freshMs,
    queryFn: ({ signal }) => identity.me(signal),
  })

/** Whether the person may do something, such as `orders:refund`; nobody may before it is known who it is. */
export function useMay(): (permission: string) => boolean {
  const { data } = useQuery(sessionQuery())
  return (permission) => data?.permissions.includes(permission) ?? false
}
