import { useInfiniteQuery } from '@tanstack/react-query'
import { searchQuery } from '#apps/storefront/app/queries.ts'
import { categorySearch } from '#apps/storefront/app/search-params.ts'
import { Shelf } from '#apps/storefront/browse/shelf.tsx'
import { usePreferences } from '#apps/storefront/preferences/preferences.ts'
import { useWords } from '#apps/storefront/words/words.ts'

const shownMax = 4

/** Neighbours from the nearest category that has enough of them. */
export function Related({
  categories,
  not,
}: {
  /** The nearest first. */
  readonly categories: readonly string[]
  readonly not: string
}) {
  const { product } = useWords()
  const { currency } = usePreferences()
  const [nearest = '', ...wider] = categories
  const { data, isPending } = useInfiniteQuery(
    searchQuery({ ...categorySearch(nearest, {}), currency }),
  )
  const cards = (data?.pages[0]?.items ?? []).filter(({ handle }) => handle !== not)
  if (!isPending && cards.length < shownMax && wider.length > 0) {
    return <Related categories={wider} not={not} />
  }
  return <Shelf title={product.related} cards={isPending ? null : cards.slice(0, shownMax)} />
}
