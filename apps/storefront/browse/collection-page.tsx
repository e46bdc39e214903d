import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { codeOf } from '#apps/ui/api/problem.ts'
import { Empty } from '#apps/ui/notice.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { PageHead } from '#apps/storefront/app/page-head.tsx'
import { collectionQuery, shelfQuery } from '#apps/storefront/app/queries.ts'
import { shelfSorts } from '#apps/storefront/app/search-params.ts'
import { NotFound, QueryFailed } from '#apps/storefront/app/trouble-pages.tsx'
import { Crumbs } from '#apps/storefront/browse/crumbs.tsx'
import { ProductCard, ProductGridSkeleton } from '#apps/storefront/browse/product-card.tsx'
import { ShowMore } from '#apps/storefront/browse/show-more.tsx'
import { SortSelect } from '#apps/storefront/browse/sort-select.tsx'
import { usePreferences } from '#apps/storefront/preferences/preferences.ts'
import { useWords } from '#apps/storefront/words/words.ts'

const route = getRouteApi('/collections/$handle')

export function CollectionPage() {
  const { handle } = route.useParams()
  const { sort = 'newest' } = route.useSearch()
  const navigate = route.useNavigate()
  const { browse } = useWords()
  const { currency } = usePreferences()
  const collection = useQuery(collectionQuery(handle))
  const products = useInfiniteQuery({
    ...shelfQuery(handle, sort, currency),
    placeholderData: (previous) => previous,
  })
  if (codeOf(collection.error) === 'catalog.collection-not-found') return <NotFound />
  if (collection.isLoadingError)
    return <QueryFailed error={collection.error} onRetry={collection.refetch} />
  const cards = products.data?.pages.flatMap(({ items }) => items)
  return (
    <div className="shop-width pt-6 md:pt-8">
      <Crumbs trail={[]} />
      {collection.data === undefined ? (
        <Skeleton className="mt-2 h-10 w-56" />
      ) : (
        <>
          <PageHead title={collection.data.title} description={collection.data.description} />
          <h1 className="display mt-2 text-3xl md:text-4xl">{collection.data.title}</h1>
          <p className="mt-2 max-w-xl text-lg text-soft">{collection.data.description}</p>
        </>
      )}
      <div className="mt-6 mb-6 flex justify-end border-t border-line pt-4">
        <SortSelect
          sorts={shelfSorts}
          value={sort}
          onChange={(next) => void navigate({ search: { sort: next }, replace: true })}
        />
      </div>
      {cards === undefined ? (
        products.error === null ? (
          <ProductGridSkeleton />
        ) : (
          <QueryFailed error={products.error} onRetry={products.refetch} />
        )
      ) : cards.length === 0 ? (
        <Empty icon="bag" title={browse.empty} />
      ) : (
        <div className="product-grid">
          {cards.map((card, at) => (
            <ProductCard key={card.id} card={card} eager={at < 4} />
          ))}
        </div>
      )}
      <ShowMore query={products} />
    </div>
  )
}
