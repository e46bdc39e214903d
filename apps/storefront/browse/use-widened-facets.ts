import { useQueries } from '@tanstack/react-query'
import { facetQuery, type Facet, type Search } from '#apps/storefront/app/queries.ts'
import { chosenIn, without } from '#apps/storefront/browse/filter-text.ts'

/**
 * The facets of an answer, but with all values of a facet in which something is chosen. The answer itself holds
 * those alone that were chosen, and nobody could choose a second one.
 */
export function useWidenedFacets(
  { q, filter }: Search,
  chosen: string,
  facets: readonly Facet[] | undefined,
): readonly Facet[] | undefined {
  const names = [...new Set(chosenIn(chosen).map(({ name }) => name))]
  const widened = useQueries({
    queries: names.map((name) => ({
      ...facetQuery(name, q, without(filter, name)),
      placeholderData: (previous: Facet | null | undefined) => previous,
    })),
  })
  const wide = new Map(widened.flatMap(({ data }) => (data ? [[data.name, data]] : [])))
  return facets?.map((facet) => wide.get(facet.name) ?? facet)
}
