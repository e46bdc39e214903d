import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { toast } from '#apps/ui/toast.tsx'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { identity } from '#apps/console/staff/identity-api.ts'

/** Ends the session, and forgets what it has shown. */
export function useSignOut() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: identity.signOut,
    onSuccess: async () => {
      await navigate({ to: '/sign-in' })
      queries.clear()
    },
    onError: (error) => toast(troubleIn(error), 'bad'),
  })
}
