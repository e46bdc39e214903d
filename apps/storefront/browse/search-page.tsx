import { getRouteApi } from '@tanstack/react-router'
import { PageHead } from '#apps/storefront/app/page-head.tsx'
import { searchSorts, textSearch } from '#apps/storefront/app/search-params.ts'
import { FacetedList } from '#apps/storefront/browse/faceted-list.tsx'
import { usePreferences } from '#apps/storefront/preferences/preferences.ts'
import { useWords } from '#apps/storefront/words/words.ts'

const route = getRouteApi('/search')

export function SearchPage() {
  const asked = route.useSearch()
  const navigate = route.useNavigate()
  const { currency } = usePreferences()
  const { search: says } = useWords()
  const { q = '' } = asked
  const title = q === '' ? says.all : says.title(q)
  return (
    <div className="shop-width pt-6 md:pt-8">
      <PageHead title={title} hidden />
      <h1 className="display text-3xl break-words md:text-4xl">{title}</h1>
      <FacetedList
        search={{ ...textSearch(asked), currency }}
        chosen={asked.filter ?? ''}
        sorts={searchSorts}
        onChange={(change) =>
          void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
        }
      />
    </div>
  )
}
