import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { CheckRow } from '#apps/ui/choice.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { categoriesQuery, type Category, type Facet } from '#apps/storefront/app/queries.ts'
import { chosenIn, toggled } from '#apps/storefront/browse/filter-text.ts'
import { useWords } from '#apps/storefront/words/words.ts'

const shownAtFirst = 6
const openAtFirst = 3
const optionPrefix = 'option.'

/** What facets and their values are called: categories have titles, options name themselves. */
export function useFacetWords() {
  const { browse } = useWords()
  const { data: tree = [] } = useQuery(categoriesQuery())
  const names: Readonly<Record<string, string>> = browse.facets
  return {
    facetName: (name: string) =>
      name.startsWith(optionPrefix) ? name.slice(optionPrefix.length) : (names[name] ?? name),
    valueName: (name: string, value: string) =>
      name === 'category' ? (titleOf(value, tree) ?? value) : value,
  }
}

export function Facets({
  facets,
  filter,
  onChange,
}: {
  readonly facets: readonly Facet[]
  readonly filter: string
  readonly onChange: (filter: string) => void
}) {
  const { facetName } = useFacetWords()
  const chosen = chosenIn(filter)
  const ordered = [
    ...facets.filter(({ name }) => name === 'category'),
    ...facets.filter(({ name }) => name === 'type' || name.startsWith(optionPrefix)),
    ...facets.filter(({ name }) => name === 'vendor' || name === 'tag'),
  ].filter(({ name, values }) => values.length > 1 || chosen.some((each) => each.name === name))
  return (
    <div className="-mt-2 divide-y divide-line">
      {ordered.map((facet, at) => (
        <details
          key={facet.name}
          open={at < openAtFirst || chosen.some(({ name }) => name === facet.name)}
          className="group/facet py-1"
        >
          <summary className="flex min-h-11 list-none items-center justify-between rounded-lg font-semibold">
            {facetName(facet.name)}
            <Icon
              name="down"
              className="size-4 text-soft transition-transform group-open/facet:rotate-180"
            />
          </summary>
          <FacetValues {...{ facet, filter, onChange }} />
        </details>
      ))}
    </div>
  )
}

function FacetValues({
  facet: { name, values },
  filter,
  onChange,
}: {
  readonly facet: Facet
  readonly filter: string
  readonly onChange: (filter: string) => void
}) {
  const { browse } = useWords()
  const { facetName, valueName } = useFacetWords()
  const [isAll, setAll] = useState(false)
  const chosen = new Set(chosenIn(filter).flatMap((each) => (each.name === name ? each.value : [])))
  const shown = isAll
    ? values
    : values.filter(({ value }, at) => at < shownAtFirst || chosen.has(value))
  const hidden = values.length - shown.length
  return (
    <fieldset className="pb-3">
      <legend className="sr-only">{facetName(name)}</legend>
      {shown.map(({ value, count }) => (
        <CheckRow
          key={value}
          count={count}
          checked={chosen.has(value)}
          onChange={() => onChange(toggled(filter, { name, value }))}
        >
          <span className="inline-block first-letter:uppercase">{valueName(name, value)}</span>
        </CheckRow>
      ))}
      {hidden > 0 || isAll ? (
        <Button look="quiet" size="small" className="-ml-3.5" onClick={() => setAll(!isAll)}>
          {isAll ? browse.fewerValues : browse.moreValues(hidden)}
        </Button>
      ) : null}
    </fieldset>
  )
}

export function FacetsSkeleton() {
  return (
    <div className="space-y-4 pt-1">
      {[0, 1, 2].map((at) => (
        <div key={at} className="space-y-3 border-b border-line pb-5">
          <Skeleton className="h-5 w-24" />
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-4 w-36" />
        </div>
      ))}
    </div>
  )
}

function titleOf(handle: string, tree: readonly Category[]): string | null {
  for (const category of tree) {
    if (category.handle === handle) return category.title
    const below = titleOf(handle, category.children)
    if (below !== null) return below
  }
  return null
}
