import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { call, type Answer } from '#apps/ui/api/client.ts'
import { Select } from '#apps/ui/field.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { Bars } from '#apps/console/app/bars.tsx'
import { count, day, percent, price } from '#apps/console/app/format.ts'
import { Page, Panel } from '#apps/console/app/page.tsx'
import { sessionQuery, useMay } from '#apps/console/app/session.ts'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { windows, type DashboardSearch } from '#apps/console/dashboard/dashboard-search.ts'
import { LowStock } from '#apps/console/dashboard/low-stock.tsx'
import { NewestOrders } from '#apps/console/dashboard/newest-orders.tsx'
import { TopProducts } from '#apps/console/dashboard/top-products.tsx'

export type Sales = Answer<'GET /v1/admin/analytics/sales'>

const route = getRouteApi('/inside/')
const liveMs = 15_000
const windowDefault = 30

const salesQuery = ({ days = windowDefault, currency }: DashboardSearch) =>
  queryOptions({
    queryKey: ['sales', days, currency],
    refetchInterval: liveMs,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call('GET /v1/admin/analytics/sales', {
        query: { days, ...(currency === undefined ? {} : { currency: currency as 'SGD' }) },
        signal,
      }),
  })

export function DashboardPage() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/' })
  const may = useMay()
  const me = useQuery(sessionQuery()).data
  const { data, error, refetch } = useQuery({
    ...salesQuery(search),
    enabled: may('analytics:read'),
  })
  const currencies = [...new Set([data?.currency ?? 'SGD', ...(data?.currencies ?? [])])]
  return (
    <Page
      title={`Good day${me === undefined ? '' : `, ${me.name.split(' ')[0]}`}`}
      lead="What was sold, and what needs a hand. Days are those of UTC."
      actions={
        <>
          <span className="w-36">
            <Select
              aria-label="Window"
              className="text-sm"
              value={search.days ?? windowDefault}
              onChange={(event) => {
                const days = windows.find((each) => each === Number(event.target.value))
                void navigate({ search: (now) => ({ ...now, days }) })
              }}
            >
              {windows.map((each) => (
                <option key={each} value={each}>
                  Last {each} days
                </option>
              ))}
            </Select>
          </span>
          <span className="w-24">
            <Select
              aria-label="Currency"
              className="text-sm"
              value={data?.currency ?? currencies[0]}
              onChange={(event) =>
                void navigate({ search: (now) => ({ ...now, currency: event.target.value }) })
              }
            >
              {currencies.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </Select>
          </span>
        </>
      }
    >
      <div className="space-y-4">
        {data !== undefined ? (
          <Figures sales={data} />
        ) : !may('analytics:read') ? null : error === null ? (
          <div className="grid gap-4 lg:grid-cols-3">
            <Skeleton className="h-64 rounded-2xl lg:col-span-2" />
            <Skeleton className="h-64 rounded-2xl" />
          </div>
        ) : (
          <QueryFailed {...{ error }} onRetry={refetch} />
        )}
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-3">
          {data === undefined ? null : (
            <Panel title="Best sellers">
              <TopProducts top={data.top} />
            </Panel>
          )}
          {may('orders:read') ? (
            <Panel title="Newest orders" aside={<More to="/orders" />}>
              <NewestOrders />
            </Panel>
          ) : null}
          {may('stock:read') ? (
            <Panel title="Runs low" aside={<More to="/inventory" search={{ low: true }} />}>
              <LowStock />
            </Panel>
          ) : null}
        </div>
      </div>
    </Page>
  )
}

function More({ to, search }: { to: '/orders' | '/inventory'; search?: { low: true } }) {
  return (
    <Link
      {...{ to, search: search ?? {} }}
      className="text-sm font-semibold text-accent underline-offset-4 hover:underline"
    >
      All of them
    </Link>
  )
}

function Figures({ sales: { currency, days, visits } }: { sales: Sales }) {
  const sum = (of: (day: Sales['days'][number]) => number) =>
    days.reduce((total, each) => total + of(each), 0)
  const orders = sum((each) => each.orders)
  const sold = sum((each) => each.sales.amount)
  const refunded = sum((each) => each.refunded.amount)
  const money = (amount: number) => price({ amount, currency })
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      <section className="rounded-2xl border border-line bg-card p-5 lg:col-span-2">
        <h2 className="text-sm font-semibold text-soft">Sales</h2>
        <p className="display mt-1 text-3xl tabular-nums">{money(sold)}</p>
        <p className="text-sm text-soft">{money(refunded)} paid back</p>
        <Bars
          label={`Sales by day in ${currency}`}
          of={days.map((each) => ({ name: day(each.day), value: each.sales.amount }))}
          height={196}
          format={money}
        />
        <Ends {...{ days }} />
      </section>
      <section className="flex flex-col rounded-2xl border border-line bg-card p-5">
        <h2 className="text-sm font-semibold text-soft">Orders</h2>
        <p className="display mt-1 text-3xl tabular-nums">{count(orders)}</p>
        <p className="text-sm text-soft">
          {orders === 0 ? 'None yet' : `${money(Math.round(sold / orders))} on average`}
        </p>
        <Bars
          label="Orders by day"
          of={days.map((each) => ({ name: day(each.day), value: each.orders }))}
          height={88}
          format={count}
        />
        <Ends {...{ days }} />
        <p className="mt-4 flex items-baseline justify-between gap-3 border-t border-line pt-4 text-sm">
          <span className="text-soft">
            Carts that went to the checkout
            <span className="block text-xs">in the last 24 hours</span>
          </span>
          <span className="display text-xl tabular-nums">
            {visits.carts === 0 ? '–' : percent(Math.min(1, visits.checkouts / visits.carts))}
          </span>
        </p>
      </section>
    </div>
  )
}

function Ends({ days }: { days: Sales['days'] }) {
  return (
    <p className="mt-1.5 flex justify-between text-xs text-soft">
      <span>{day(days[0]?.day ?? '')}</span>
      <span>today</span>
    </p>
  )
}
