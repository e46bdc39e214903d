// Requests repeat themselves while a region is being lost or the machine is offline, so a query neither
// repeats them nor waits before it asks. Whoever is not signed in is led to the sign-in, and back.

import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from '#apps/ui/api/problem.ts'

const freshMs = 15_000
let leadToSignIn = () => {}

/** The router is made after the client that its pages use. */
export function onSignedOut(lead: () => void): void {
  leadToSignIn = lead
}

function onError(error: unknown): void {
  if (error instanceof ApiError && error.problem.status === 401) leadToSignIn()
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      retry: false,
      networkMode: 'always',
      staleTime: freshMs,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
