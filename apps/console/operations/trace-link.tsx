import { Link } from '@tanstack/react-router'

export function TraceLink({ id }: { id: string }) {
  return (
    <Link
      to="/operations/traces/$id"
      params={{ id }}
      className="inline-block max-w-full truncate align-bottom text-xs text-accent underline underline-offset-2"
    >
      trace {id.slice(0, 8)}…
    </Link>
  )
}
