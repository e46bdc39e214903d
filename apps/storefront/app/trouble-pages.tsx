import { Link, useRouter } from '@tanstack/react-router'
import { Button, buttonClass } from '#apps/ui/button.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { troubleIn, useWords } from '#apps/storefront/words/words.ts'

export function NotFound() {
  const { trouble, shop } = useWords()
  return (
    <>
      <title>{`${trouble.notFound} · ${shop.name}`}</title>
      <meta name="robots" content="noindex" />
      <Empty
        icon="search"
        title={trouble.notFound}
        action={
          <Link to="/" className={buttonClass()}>
            {shop.home}
          </Link>
        }
      >
        {trouble.notFoundAdvice}
      </Empty>
    </>
  )
}

/** A page whose code could not be fetched, or that broke. */
export function PageError({ error }: { error: unknown }) {
  const router = useRouter()
  const words = useWords()
  const retry = () => {
    // A part of the page that could not be fetched stays failed until the page is loaded anew.
    if (error instanceof TypeError) window.location.reload()
    else void router.invalidate()
  }
  return <Failed title={words.trouble.title} says={troubleIn(error, words)} onRetry={retry} />
}

/** In the place of what could not be had. */
export function QueryFailed({ error, onRetry }: { error: unknown; onRetry: () => unknown }) {
  const words = useWords()
  return <Failed title={words.trouble.title} says={troubleIn(error, words)} onRetry={onRetry} />
}

function Failed({
  title,
  says,
  onRetry,
}: {
  readonly title: string
  readonly says: string
  readonly onRetry: () => unknown
}) {
  const { shop } = useWords()
  return (
    <div role="alert">
      <Empty icon="cloud" title={title} action={<Button onClick={onRetry}>{shop.retry}</Button>}>
        {says}
      </Empty>
    </div>
  )
}
