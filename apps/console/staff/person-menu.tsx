import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconButton } from '#apps/ui/button.tsx'
import { sessionQuery } from '#apps/console/app/session.ts'
import { useSignOut } from '#apps/console/staff/use-sign-out.ts'

/** Who one is, and the way out. */
export function PersonMenu() {
  const { data } = useQuery(sessionQuery())
  const signOut = useSignOut()
  if (data === undefined) return null
  return (
    <span className="flex items-center">
      <Link
        to="/me"
        className="flex min-h-9 items-center gap-2 rounded-full pr-2.5 pl-1.5 text-sm font-medium hover:bg-sunken"
      >
        <span
          aria-hidden="true"
          className="grid size-7 place-items-center rounded-full bg-accent text-xs font-bold text-on-accent"
        >
          {initials(data.name)}
        </span>
        <span className="sr-only">You: </span>
        <span className="max-w-32 truncate max-sm:sr-only">{data.name}</span>
      </Link>
      <IconButton
        icon="leave"
        label="Sign out"
        className="max-sm:hidden"
        onClick={() => signOut.mutate()}
      />
    </span>
  )
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('')
