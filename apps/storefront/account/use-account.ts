import { useQuery } from '@tanstack/react-query'
import { sessionQuery, type Account } from '#apps/storefront/account/session.ts'

/** The account of whoever is signed in, inside pages that are shown to nobody else. */
export function useAccount(): Account | null {
  return useQuery(sessionQuery()).data ?? null
}
