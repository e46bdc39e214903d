import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { count, day, price, time } from '#apps/console/app/format.ts'
import { Facts, Page, Panel } from '#apps/console/app/page.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { EraseButton } from '#apps/console/customers/erase-button.tsx'
import { customerQuery, type Customer } from '#apps/console/customers/customer-queries.ts'
import { StatusBadge } from '#apps/console/orders/order-badges.tsx'
import { ordersQuery } from '#apps/console/orders/order-queries.ts'

const route = getRouteApi('/inside/customers/$id')
const back = { to: '/customers', label: 'Customers' } as const

export function CustomerPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery(customerQuery(id))
  if (data !== undefined) return <Shown customer={data} />
  return (
    <Page title="Customer" {...{ back }}>
      {error === null ? (
        <Skeleton className="h-64 rounded-2xl" />
      ) : (
        <QueryFailed {...{ error }} onRetry={refetch} />
      )}
    </Page>
  )
}

function Shown({ customer }: { customer: Customer }) {
  const { name, email, orderCount, ordered, firstOrderAt, lastOrderAt } = customer
  return (
    <Page title={name} lead={email} {...{ back }} actions={<EraseButton {...{ email }} />}>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[20rem_1fr]">
        <Panel title="In short">
          <Facts
            of={[
              ['Orders', count(orderCount)],
              ['Ordered', ordered.map(price).join(' + ')],
              ['First order', day(firstOrderAt)],
              ['Last order', day(lastOrderAt)],
            ]}
          />
        </Panel>
        <Panel
          title="Orders"
          aside={
            <Link
              to="/orders"
              search={{ find: email }}
              className="text-sm font-semibold text-accent underline-offset-4 hover:underline"
            >
              In the list
            </Link>
          }
        >
          <Orders {...{ email }} />
        </Panel>
      </div>
    </Page>
  )
}

function Orders({ email }: { email: string }) {
  const { data, error, refetch } = useQuery(ordersQuery({ find: email }))
  if (data === undefined)
    return error === null ? (
      <Skeleton className="h-32" />
    ) : (
      <QueryFailed {...{ error }} onRetry={refetch} />
    )
  return (
    <ul className="divide-y divide-line">
      {data.items.map(({ id, number, placedAt, status, total }) => (
        <li
          key={id}
          className="flex items-center justify-between gap-4 py-2.5 text-sm first:pt-0 last:pb-0"
        >
          <span>
            <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <Link
                to="/orders/$id"
                params={{ id }}
                className="font-semibold text-accent underline-offset-4 hover:underline"
              >
                {number}
              </Link>
              <StatusBadge {...{ status }} />
            </span>
            <span className="block text-xs text-soft">{time(placedAt)}</span>
          </span>
          <span className="text-right font-semibold tabular-nums">{price(total)}</span>
        </li>
      ))}
    </ul>
  )
}
