import type { ReactNode } from 'react'
import { Wordmark } from '#apps/console/app/nav.tsx'

/** Pages for whoever is not inside yet. */
export function DoorFrame({
  title,
  lead,
  children,
}: {
  readonly title: string
  readonly lead: ReactNode
  readonly children: ReactNode
}) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <title>{`${title} · Meridian console`}</title>
      <Wordmark whole />
      <div className="mt-6 w-full max-w-md rounded-3xl border border-line bg-card p-6 shadow-raised sm:p-8">
        <h1 className="display text-2xl">{title}</h1>
        <p className="mt-1.5 mb-6 text-sm text-soft">{lead}</p>
        {children}
      </div>
    </main>
  )
}
