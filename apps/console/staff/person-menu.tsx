import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { IconButton } from '#apps/ui/button.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { sessionQuery } from '#apps/console/app/session.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { identity } from '#apps/console/staff/identity-api.ts'

/** Who one is, and the way out. */
export function PersonMenu() {
  const { data } = useQuery(sessionQuery())
  const queries = useQueryClient()
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: identity.signOut,
    onSuccess: async () => {
      await navigate({ to: '/sign-in' })
      queries.clear()
    },
    onError: (error) => toast(troubleIn(error), 'bad'),
  })
  if (data === undefined) return null
  return (
    <span className="flex items-center">
      <Link
        to="/me"
        className="flex min-h-9 items-center gap-2 rounded-full pr-2.5 pl-1.5 text-sm font-medium hover:bg-sunken"
        aria-label={`You: ${data.name}, ${data.role}`}
      >
        <span
          aria-hidden="true"
          className="grid size-7 place-items-center rounded-full bg-accent text-xs font-bold text-on-accent"
        >
          {initials(data.name)}
        </span>
        <span className="max-w-32 truncate max-sm:hidden">{data.name}</span>
      </Link>
      <IconButton icon="leave" label="Sign out" onClick={() => signOut.mutate()} />
    </span>
  )
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('')
