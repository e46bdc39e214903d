import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { DataTable, TableSkeleton, type Column } from '#apps/ui/data-table.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { FilterBar, FilterChoice, FilterText } from '#apps/console/app/filter-bar.tsx'
import { plural, price, time, words } from '#apps/console/app/format.ts'
import { LastHeard } from '#apps/console/app/last-heard.tsx'
import { Page } from '#apps/console/app/page.tsx'
import { PauseButton, PausedWithin, usePause } from '#apps/console/app/pause.tsx'
import { Pager } from '#apps/console/app/pager.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { StatusBadge } from '#apps/console/orders/order-badges.tsx'
import { ordersQuery, type OrderRow } from '#apps/console/orders/order-queries.ts'
import type { OrderSearch } from '#apps/console/orders/order-search.ts'
import { fulfilmentStatuses, orderStatuses, paymentStatuses } from '#services/orders/contract.ts'

const route = getRouteApi('/inside/orders')
const caption = 'Orders'

export function OrdersPage() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/orders' })
  const pause = usePause()
  const { data, error, refetch, isPlaceholderData, dataUpdatedAt } = useQuery({
    ...ordersQuery(search),
    ...pause.options,
  })
  // Another question begins at its first page.
  const ask = (change: OrderSearch) =>
    void navigate({ search: (now) => ({ ...now, ...change, cursor: undefined, page: undefined }) })
  return (
    <Page title="Orders" lead="The newest first. They change by themselves as they move.">
      <FilterBar>
        <FilterText
          label="Number or whole e-mail"
          value={search.find ?? ''}
          onChange={(find) => ask({ find: find === '' ? undefined : find })}
        />
        <FilterChoice
          label="Status"
          all="Any status"
          values={orderStatuses}
          value={search.status}
          nameOf={words}
          onChange={(status) => ask({ status })}
        />
        <FilterChoice
          label="Payment"
          all="Any payment"
          values={paymentStatuses}
          value={search.payment}
          nameOf={words}
          onChange={(payment) => ask({ payment })}
        />
        <FilterChoice
          label="Fulfilment"
          all="Any fulfilment"
          values={fulfilmentStatuses}
          value={search.fulfilment}
          nameOf={words}
          onChange={(fulfilment) => ask({ fulfilment })}
        />
        <PauseButton {...{ pause }} />
      </FilterBar>
      {data === undefined ? null : <LastHeard {...{ error, dataUpdatedAt }} />}
      {data !== undefined ? (
        data.items.length > 0 ? (
          <PausedWithin {...{ pause }}>
            <DataTable
              {...{ caption, columns }}
              rows={data.items}
              keyOf={({ id }) => id}
              isStale={isPlaceholderData}
            />
          </PausedWithin>
        ) : (
          <NoOrders isFiltered={Object.keys(search).length > 0} hasMore={data.next !== null} />
        )
      ) : error === null ? (
        <TableSkeleton {...{ caption, columns }} />
      ) : (
        <QueryFailed {...{ error }} onRetry={refetch} />
      )}
      <Pager paged={search} next={data?.next} />
    </Page>
  )
}

const columns: readonly Column<OrderRow>[] = [
  {
    head: 'Order',
    cell: ({ id, number, placedAt, lines }) => (
      <>
        <Link
          to="/orders/$id"
          params={{ id }}
          className="font-semibold whitespace-nowrap text-accent tabular-nums underline-offset-4 hover:underline"
        >
          {number}
        </Link>
        <span className="block text-xs text-soft">
          {time(placedAt)}
          <span className="max-sm:hidden"> · {plural(lines.length, 'line')}</span>
        </span>
      </>
    ),
  },
  {
    head: 'Customer',
    from: 'md',
    cell: ({ shippingAddress, email }) => (
      <>
        <span className="block max-w-56 truncate font-medium">{shippingAddress.name}</span>
        <span className="block max-w-56 truncate text-xs text-soft">{email}</span>
      </>
    ),
  },
  { head: 'Status', cell: ({ status }) => <StatusBadge {...{ status }} /> },
  {
    head: 'Payment',
    from: 'sm',
    cell: ({ paymentStatus }) => <StatusBadge status={paymentStatus} />,
  },
  {
    head: 'Fulfilment',
    from: 'lg',
    cell: ({ fulfilmentStatus }) => <StatusBadge status={fulfilmentStatus} />,
  },
  {
    head: 'Total',
    isNumber: true,
    cell: ({ total }) => <span className="font-semibold">{price(total)}</span>,
  },
]

function NoOrders({ isFiltered, hasMore }: { isFiltered: boolean; hasMore: boolean }) {
  if (hasMore)
    return (
      <Empty icon="search" title="None among these">
        Nothing fits on this page of the list. Older orders follow on the next page.
      </Empty>
    )
  return isFiltered ? (
    <Empty
      icon="search"
      title="No order fits"
      action={
        <Link to="/orders" className="font-semibold text-accent underline underline-offset-4">
          Show all orders
        </Link>
      }
    >
      Take a filter away. A mail address has to be whole; a number may be cut short.
    </Empty>
  ) : (
    <Empty icon="bag" title="No orders yet">
      The first one appears here as soon as somebody buys.
    </Empty>
  )
}
