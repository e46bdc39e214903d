// The place of recommendations. What a shopper looked at in this tab picks the shelf they are taken from;
// before that, there is nothing to say.

import { useInfiniteQuery } from '@tanstack/react-query'
import { searchQuery } from '#apps/storefront/app/queries.ts'
import { categorySearch } from '#apps/storefront/app/search-params.ts'
import { Shelf } from '#apps/storefront/browse/shelf.tsx'
import { lookedAt } from '#apps/storefront/home/looked-at.ts'
import { useWords } from '#apps/storefront/words/words.ts'

const shownMax = 4

export function ForYou() {
  const { home } = useWords()
  const seen = lookedAt()
  const category = seen.find((each) => each.category !== null)?.category ?? null
  const { data, isPending } = useInfiniteQuery({
    ...searchQuery(categorySearch(category ?? '', { sort: 'relevance' })),
    enabled: category !== null,
  })
  if (category === null) return null
  const known = new Set(seen.map(({ handle }) => handle))
  const cards = (data?.pages[0]?.items ?? []).filter(({ handle }) => !known.has(handle))
  return (
    <Shelf
      title={home.forYou}
      description={home.forYouAgain}
      cards={isPending ? null : cards.slice(0, shownMax)}
    />
  )
}
