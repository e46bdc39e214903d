import { Outlet } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { Spinner } from '#apps/ui/button.tsx'
import { Layout } from '#apps/console/app/layout.tsx'
import { sessionQuery } from '#apps/console/app/session.ts'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { TotpSetup } from '#apps/console/staff/totp-setup.tsx'
import { DoorFrame } from '#apps/console/staff/door-frame.tsx'

/** Nobody passes who is not signed in: a 401 leads to the sign-in, from here as from any other question. */
export function Gate() {
  const { data, error, refetch } = useQuery(sessionQuery())
  if (data === undefined)
    return error === null ? (
      <main className="grid min-h-dvh place-items-center">
        <h1 className="sr-only">Meridian console</h1>
        <p role="status" className="flex items-center gap-3 text-soft">
          <Spinner /> Finding out who you are …
        </p>
      </main>
    ) : (
      <main className="grid min-h-dvh place-items-center">
        <QueryFailed {...{ error }} onRetry={refetch} />
      </main>
    )
  if (data.totp.required && !data.totp.enrolled)
    return (
      <DoorFrame
        title="One more step"
        lead="This shop asks its staff for a second factor. Set it up to go on."
      >
        <TotpSetup onDone={() => void refetch()} />
      </DoorFrame>
    )
  return (
    <Layout>
      <Outlet />
    </Layout>
  )
}
