import { useQuery } from '@tanstack/react-query'
import { FilterBar, FilterChoice, FilterText } from '#apps/console/app/filter-bar.tsx'
import { words } from '#apps/console/app/format.ts'
import { categoriesQuery } from '#apps/console/products/product-queries.ts'
import {
  productStatuses,
  stockStates,
  type ProductSearch,
} from '#apps/console/products/product-search.ts'

const stockNames = { none: 'No stock', low: 'Low stock' } as const
/** Sets what stands below a category apart, where a list has no levels. */
const step = '\u2003'

export function ProductFilters({
  search,
  onAsk,
}: {
  readonly search: ProductSearch
  readonly onAsk: (change: ProductSearch) => void
}) {
  const categories = useQuery(categoriesQuery()).data ?? []
  const handles = categories.map(({ handle }) => handle)
  // One that the address names is shown although the shop has it no more.
  const { category } = search
  const offered = category === undefined || handles.includes(category) ? handles : [category]
  return (
    <FilterBar>
      <FilterText
        label="Words, or how a title begins"
        value={search.find ?? ''}
        onChange={(find) => onAsk({ find: find === '' ? undefined : find })}
      />
      <FilterChoice
        label="Status"
        all="Any status"
        values={productStatuses}
        value={search.status}
        nameOf={words}
        onChange={(status) => onAsk({ status })}
      />
      <FilterChoice
        label="Category"
        all="Any category"
        values={offered}
        value={category}
        nameOf={(handle) => {
          const found = categories.find((each) => each.handle === handle)
          return found === undefined ? handle : `${step.repeat(found.depth)}${found.title}`
        }}
        onChange={(chosen) => onAsk({ category: chosen })}
      />
      <FilterChoice
        label="Stock"
        all="Any stock"
        values={stockStates}
        value={search.stock}
        nameOf={(stock) => stockNames[stock]}
        onChange={(stock) => onAsk({ stock })}
      />
    </FilterBar>
  )
}
