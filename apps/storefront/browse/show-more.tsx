import { Button } from '#apps/ui/button.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

/** The next page of a list, below what is there. */
export function ShowMore({
  query,
}: {
  readonly query: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
  }
}) {
  const { shop } = useWords()
  if (!query.hasNextPage) return null
  return (
    <div className="mt-12 flex justify-center">
      <Button look="plain" busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {shop.more}
      </Button>
    </div>
  )
}
