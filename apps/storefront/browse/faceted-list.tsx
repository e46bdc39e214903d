import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { Overlay } from '#apps/ui/overlay.tsx'
import { searchQuery, type Search, type SearchSort } from '#apps/storefront/app/queries.ts'
import type { ListSearch } from '#apps/storefront/app/search-params.ts'
import { chosenIn, toggled } from '#apps/storefront/browse/filter-text.ts'
import { QueryFailed } from '#apps/storefront/app/trouble-pages.tsx'
import { Facets, FacetsSkeleton, useFacetWords } from '#apps/storefront/browse/facets.tsx'
import { ProductCard, ProductGridSkeleton } from '#apps/storefront/browse/product-card.tsx'
import { ShowMore } from '#apps/storefront/browse/show-more.tsx'
import { SortSelect } from '#apps/storefront/browse/sort-select.tsx'
import { useWidenedFacets } from '#apps/storefront/browse/use-widened-facets.ts'
import { useWords } from '#apps/storefront/words/words.ts'

/** Products with the filters that narrow them; what is chosen stands in the address. */
export function FacetedList({
  search,
  chosen,
  hiddenFacets = [],
  sorts,
  onChange,
}: {
  readonly search: Search
  /** The filter that the shopper chose, without what the page itself asks for. */
  readonly chosen: string
  readonly hiddenFacets?: readonly string[]
  readonly sorts: readonly SearchSort[]
  readonly onChange: (change: ListSearch) => void
}) {
  const words = useWords()
  const [isOpen, setOpen] = useState(false)
  const query = useInfiniteQuery({
    ...searchQuery(search),
    placeholderData: (previous) => previous,
  })
  const { error, isPlaceholderData } = query
  const data = useDeferredValue(query.data)
  const cards = data?.pages.flatMap(({ items }) => items)
  const facets = useWidenedFacets(search, chosen, data?.pages[0]?.facets)?.filter(
    ({ name }) => !hiddenFacets.includes(name),
  )
  const setFilter = (filter: string) => onChange({ filter: filter === '' ? undefined : filter })
  const panel =
    facets === undefined ? (
      <FacetsSkeleton />
    ) : (
      <Facets {...{ facets }} filter={chosen} onChange={setFilter} />
    )
  const count = chosenIn(chosen).length

  return (
    <div className="mt-6 grid grid-cols-1 gap-x-10 border-t border-line pt-4 lg:grid-cols-[14rem_1fr]">
      <aside className="hidden lg:block" aria-label={words.browse.filters}>
        {panel}
      </aside>
      <div className="min-w-0">
        <div className="mb-5 flex items-center justify-between gap-3">
          <Button
            look="plain"
            size="small"
            className="min-h-11 lg:hidden"
            onClick={() => setOpen(true)}
          >
            <Icon name="filter" className="size-4" />
            {words.browse.filters}
            {count > 0 ? ` · ${count}` : ''}
          </Button>
          <div className="ml-auto">
            <SortSelect
              {...{ sorts }}
              value={search.sort}
              onChange={(sort) => onChange({ sort })}
            />
          </div>
        </div>
        <ChosenFilters filter={chosen} onChange={setFilter} />
        {cards === undefined ? (
          error === null ? (
            <ProductGridSkeleton />
          ) : (
            <QueryFailed {...{ error }} onRetry={query.refetch} />
          )
        ) : cards.length === 0 ? (
          <Empty icon="search" title={words.search.nothing}>
            {words.search.nothingAdvice}
          </Empty>
        ) : (
          <div
            className={`product-grid transition-opacity ${isPlaceholderData ? 'opacity-50' : ''}`}
            aria-busy={isPlaceholderData}
          >
            {cards.map((card, at) => (
              <ProductCard key={card.id} card={card} eager={at < 4} />
            ))}
          </div>
        )}
        <ShowMore query={query} />
      </div>
      <Overlay
        open={isOpen}
        onClose={() => setOpen(false)}
        from="left"
        title={words.browse.filters}
        closeLabel={words.shop.close}
        footer={
          <Button className="w-full" onClick={() => setOpen(false)}>
            {words.browse.showResults}
          </Button>
        }
      >
        <div className="p-5">{panel}</div>
      </Overlay>
    </div>
  )
}

function ChosenFilters({
  filter,
  onChange,
}: {
  readonly filter: string
  readonly onChange: (filter: string) => void
}) {
  const { browse } = useWords()
  const { valueName } = useFacetWords()
  const chosen = chosenIn(filter)
  if (chosen.length === 0) return null
  return (
    <ul className="mb-6 flex flex-wrap items-center gap-2">
      {chosen.map((each) => {
        const name = valueName(each.name, each.value)
        return (
          <li key={`${each.name}:${each.value}`}>
            <button
              type="button"
              aria-label={browse.remove(name)}
              onClick={() => onChange(toggled(filter, each))}
              className="flex min-h-9 items-center gap-1.5 rounded-full bg-accent-soft pr-2.5 pl-3.5 text-sm font-medium transition-colors hover:bg-line"
            >
              {name}
              <Icon name="close" className="size-4" />
            </button>
          </li>
        )
      })}
      <li>
        <Button look="quiet" size="small" onClick={() => onChange('')}>
          {browse.clear}
        </Button>
      </li>
    </ul>
  )
}
