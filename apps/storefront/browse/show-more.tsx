import { Button } from '#apps/ui/button.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { troubleIn, useWords } from '#apps/storefront/words/words.ts'

/** The next page of a list, below what is there. */
export function ShowMore({
  query,
}: {
  readonly query: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly isFetchNextPageError: boolean
    readonly error: unknown
    readonly fetchNextPage: () => unknown
  }
}) {
  const words = useWords()
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = query
  if (!hasNextPage) return null
  return (
    <div className="mt-12 flex flex-col items-center gap-5">
      {isFetchNextPageError && !isFetchingNextPage ? (
        <Notice look="bad" title={words.trouble.title}>
          {troubleIn(error, words)}
        </Notice>
      ) : null}
      <Button look="plain" busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
        {isFetchNextPageError ? words.shop.retry : words.shop.more}
      </Button>
    </div>
  )
}
