import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { DataTable, TableSkeleton, type Column } from '#apps/ui/data-table.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { FilterBar, FilterText } from '#apps/console/app/filter-bar.tsx'
import { count, day, price } from '#apps/console/app/format.ts'
import { Page } from '#apps/console/app/page.tsx'
import { Pager } from '#apps/console/app/pager.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { customersQuery, type Customer } from '#apps/console/customers/customer-queries.ts'

const route = getRouteApi('/inside/customers')
const caption = 'Customers'

export function CustomersPage() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/customers' })
  const { data, error, refetch, isPlaceholderData } = useQuery(customersQuery(search))
  return (
    <Page
      title="Customers"
      lead="Everybody whose order was confirmed, those who bought last first."
    >
      <FilterBar>
        <FilterText
          label="E-mail begins with"
          value={search.email ?? ''}
          onChange={(email) => void navigate({ search: email === '' ? {} : { email } })}
        />
      </FilterBar>
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
        <Empty
          icon="people"
          title={search.email === undefined ? 'No customers yet' : 'Nobody fits'}
        >
          {search.email === undefined
            ? 'Whoever buys is remembered here by their mail address.'
            : 'Mail addresses are found by how they begin.'}
        </Empty>
      )}
      <Pager paged={search} next={data?.next} />
    </Page>
  )
}

const columns: readonly Column<Customer>[] = [
  {
    head: 'Customer',
    cell: ({ id, name, email }) => (
      <>
        <Link
          to="/customers/$id"
          params={{ id }}
          className="font-semibold text-accent underline-offset-4 hover:underline"
        >
          {name}
        </Link>
        <span className="block max-w-64 truncate text-xs text-soft">{email}</span>
      </>
    ),
  },
  { head: 'Orders', isNumber: true, cell: ({ orderCount }) => count(orderCount) },
  {
    head: 'Ordered',
    from: 'sm',
    isNumber: true,
    cell: ({ ordered }) => ordered.map(price).join(' + '),
  },
  { head: 'Last order', from: 'md', cell: ({ lastOrderAt }) => day(lastOrderAt) },
]
