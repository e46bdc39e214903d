import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { buttonClass } from '#apps/ui/button.tsx'
import { CheckRow } from '#apps/ui/choice.tsx'
import { DataTable, TableSkeleton, type Column } from '#apps/ui/data-table.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { plural, price } from '#apps/console/app/format.ts'
import { Page } from '#apps/console/app/page.tsx'
import { Pager } from '#apps/console/app/pager.tsx'
import { useMay } from '#apps/console/app/session.ts'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { BulkBar } from '#apps/console/products/bulk-bar.tsx'
import { ExportButton } from '#apps/console/products/export-button.tsx'
import { ProductFilters } from '#apps/console/products/product-filters.tsx'
import { ProductStatusBadge } from '#apps/console/products/product-status-badge.tsx'
import { productsQuery, type Product } from '#apps/console/products/product-queries.ts'
import { isNarrowed, type ProductSearch } from '#apps/console/products/product-search.ts'

const route = getRouteApi('/inside/products')
const caption = 'Products'

export function ProductsPage() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/products' })
  const may = useMay()
  const { data, error, refetch, isPlaceholderData } = useQuery(productsQuery(search))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const ask = (change: ProductSearch) => {
    setChosen(new Set())
    void navigate({ search: (now) => ({ ...now, ...change, cursor: undefined, page: undefined }) })
  }
  const columns = columnsWith(may('catalog:write') ? { chosen, setChosen } : null)
  const isFiltered = isNarrowed(search)
  return (
    <Page
      title="Products"
      actions={
        <>
          <ExportButton />
          {may('catalog:write') ? (
            <>
              <Link to="/products/import" className={buttonClass({ look: 'plain', size: 'small' })}>
                <Icon name="upload" className="size-4" />
                Import
              </Link>
              <Link to="/products/new" className={buttonClass({ size: 'small' })}>
                <Icon name="plus" className="size-4" />
                New product
              </Link>
            </>
          ) : null}
        </>
      }
    >
      <ProductFilters {...{ search }} onAsk={ask} />
      {chosen.size > 0 ? (
        <BulkBar handles={[...chosen]} onDone={(left) => setChosen(new Set(left))} />
      ) : null}
      {data === undefined ? (
        error === null ? (
          <TableSkeleton {...{ caption, columns }} />
        ) : (
          <QueryFailed {...{ error }} onRetry={refetch} />
        )
      ) : data.items.length > 0 ? (
        <DataTable
          {...{ caption, columns }}
          rows={data.items}
          keyOf={({ id }) => id}
          isStale={isPlaceholderData}
        />
      ) : (
        <Empty icon="box" title={isFiltered ? 'No product fits' : 'No products yet'}>
          {isFiltered
            ? 'Drafts are found by how their titles begin, what is on sale by its words too. Take a filter away to see more.'
            : 'Make the first one, or import a file of another shop.'}
        </Empty>
      )}
      <Pager paged={search} next={data?.next} />
    </Page>
  )
}

interface Choosing {
  readonly chosen: ReadonlySet<string>
  readonly setChosen: (chosen: ReadonlySet<string>) => void
}

function columnsWith(choosing: Choosing | null): readonly Column<Product>[] {
  return [
    {
      head: 'Product',
      cell: ({ handle, title, media, variants }) => (
        <span className="flex items-center gap-3">
          {choosing === null ? null : (
            <CheckRow
              checked={choosing.chosen.has(handle)}
              onChange={(event) => {
                const next = new Set(choosing.chosen)
                if (event.target.checked) next.add(handle)
                else next.delete(handle)
                choosing.setChosen(next)
              }}
            >
              <span className="sr-only">Choose {title}</span>
            </CheckRow>
          )}
          <span className="size-10 shrink-0 overflow-hidden rounded-lg bg-sunken max-sm:hidden">
            {media[0] === undefined ? null : (
              <img src={media[0].url} alt="" loading="lazy" className="size-full object-cover" />
            )}
          </span>
          <span className="min-w-0">
            <Link
              to="/products/$handle"
              params={{ handle }}
              className="font-semibold text-accent underline-offset-4 hover:underline"
            >
              {title}
            </Link>
            <span className="block text-xs text-soft">
              {variants.length === 1 ? variants[0]?.sku : plural(variants.length, 'variant')}
            </span>
          </span>
        </span>
      ),
    },
    { head: 'Status', cell: ({ status }) => <ProductStatusBadge {...{ status }} /> },
    { head: 'Type', from: 'lg', cell: ({ type }) => type },
    { head: 'Vendor', from: 'md', cell: ({ vendor }) => vendor },
    { head: 'Price', from: 'sm', isNumber: true, cell: (product) => pricesOf(product) },
  ]
}

function pricesOf({ variants }: Product): string {
  const prices = variants.flatMap(({ prices: [first] }) => first ?? [])
  const [first] = prices
  if (first === undefined) return '–'
  const amounts = prices.map(({ amount }) => amount)
  const low = Math.min(...amounts)
  const high = Math.max(...amounts)
  const shown = price({ ...first, amount: low })
  return low === high ? shown : `${shown} – ${price({ ...first, amount: high })}`
}
