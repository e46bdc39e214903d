import { Link, useRouter } from '@tanstack/react-router'
import { Button, buttonClass } from '#apps/ui/button.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { ApiError } from '#apps/ui/api/problem.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'

export function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <title>Not found · Meridian console</title>
      <Empty
        icon="search"
        title="There is no such page"
        action={
          <Link to="/" className={buttonClass({ size: 'small' })}>
            To the dashboard
          </Link>
        }
      >
        The address may be old, or a letter is missing.
      </Empty>
    </main>
  )
}

/** A page whose code could not be fetched, or that broke. */
export function PageError({ error }: { error: unknown }) {
  const router = useRouter()
  const retry = () => {
    // A part of the page that could not be fetched stays failed until the page is loaded anew.
    if (error instanceof TypeError) window.location.reload()
    else void router.invalidate()
  }
  return <QueryFailed {...{ error }} onRetry={retry} />
}

/** In the place of what could not be had. */
export function QueryFailed({ error, onRetry }: { error: unknown; onRetry: () => unknown }) {
  const status = error instanceof ApiError ? error.problem.status : null
  const isClosed = status === 403
  return (
    <div role="alert">
      <Empty
        icon={isClosed ? 'shield' : status === 404 ? 'search' : 'cloud'}
        title={
          isClosed
            ? 'This is not open to you'
            : status === 404
              ? 'There is nothing here'
              : 'This could not be loaded'
        }
        action={
          isClosed ? undefined : (
            <Button size="small" look="plain" onClick={onRetry}>
              Try again
            </Button>
          )
        }
      >
        {troubleIn(error)}
      </Empty>
    </div>
  )
}
