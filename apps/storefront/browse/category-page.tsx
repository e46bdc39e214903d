import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { PageHead } from '#apps/storefront/app/page-head.tsx'
import { categoriesQuery, type Category } from '#apps/storefront/app/queries.ts'
import { categorySearch } from '#apps/storefront/app/search-params.ts'
import { NotFound, QueryFailed } from '#apps/storefront/app/trouble-pages.tsx'
import { Crumbs } from '#apps/storefront/browse/crumbs.tsx'
import { FacetedList } from '#apps/storefront/browse/faceted-list.tsx'
import { usePreferences } from '#apps/storefront/preferences/preferences.ts'

const route = getRouteApi('/categories/$handle')

export function CategoryPage() {
  const { handle } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { currency } = usePreferences()
  const { data: tree, error, isLoadingError, refetch } = useQuery(categoriesQuery())
  if (isLoadingError) return <QueryFailed {...{ error }} onRetry={refetch} />
  const trail = tree === undefined ? null : trailTo(handle, tree)
  if (trail?.length === 0) return <NotFound />
  const category = trail?.at(-1)
  return (
    <div className="shop-width pt-6 md:pt-8">
      {category === undefined ? null : (
        <PageHead
          title={category.title}
          description={category.description}
          image={category.image}
        />
      )}
      <Crumbs trail={trail?.slice(0, -1) ?? []} />
      {category === undefined ? (
        <Skeleton className="mt-2 h-10 w-56" />
      ) : (
        <h1 className="display mt-2 text-3xl md:text-4xl">{category.title}</h1>
      )}
      {category?.description ? (
        <p className="mt-2 max-w-xl text-lg text-soft">{category.description}</p>
      ) : null}
      <Below categories={category?.children ?? []} />
      <FacetedList
        search={{ ...categorySearch(handle, search), currency }}
        chosen={search.filter ?? ''}
        hiddenFacets={['category']}
        sorts={['newest', 'price', '-price']}
        onChange={(change) =>
          void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
        }
      />
    </div>
  )
}

function Below({ categories }: { categories: readonly Category[] }) {
  if (categories.length === 0) return null
  return (
    <ul className="mt-5 flex flex-wrap gap-2">
      {categories.map(({ handle, title }) => (
        <li key={handle}>
          <Link
            to="/categories/$handle"
            params={{ handle }}
            className="inline-flex min-h-10 items-center rounded-full border border-line bg-card px-4 text-sm font-medium transition-colors hover:border-strong-line"
          >
            {title}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** From the top of the tree down to the category; empty when it is not in the tree. */
export function trailTo(handle: string, tree: readonly Category[]): readonly Category[] {
  for (const category of tree) {
    if (category.handle === handle) return [category]
    const below = trailTo(handle, category.children)
    if (below.length > 0) return [category, ...below]
  }
  return []
}
