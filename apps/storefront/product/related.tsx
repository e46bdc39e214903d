import { useInfiniteQuery } from '@tanstack/react-query'
import { searchQuery } from '#apps/storefront/app/queries.ts'
import { categorySearch } from '#apps/storefront/app/search-params.ts'
import { Shelf } from '#apps/storefront/browse/shelf.tsx'
import { usePreferences } from '#apps/storefront/preferences/preferences.ts'
import { useWords } from '#apps/storefront/words/words.ts'

const shownMax = 4

export function Related({ category, not }: { category: string; not: string }) {
  const { product } = useWords()
  const { currency } = usePreferences()
  const { data, isPending } = useInfiniteQuery(
    searchQuery({ ...categorySearch(category, {}), currency }),
  )
  const cards = (data?.pages[0]?.items ?? []).filter(({ handle }) => handle !== not)
  return <Shelf title={product.related} cards={isPending ? null : cards.slice(0, shownMax)} />
}
