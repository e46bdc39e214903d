import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { country, time, words } from '#apps/console/app/format.ts'
import { Facts, Page, Panel } from '#apps/console/app/page.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { Messages } from '#apps/console/orders/messages.tsx'
import { Notes } from '#apps/console/orders/notes.tsx'
import { OrderActions } from '#apps/console/orders/order-actions.tsx'
import { StatusBadge } from '#apps/console/orders/order-badges.tsx'
import { Movements, OrderLines } from '#apps/console/orders/order-lines.tsx'
import { orderQuery, type Order } from '#apps/console/orders/order-queries.ts'
import { Timeline } from '#apps/console/orders/timeline.tsx'

const route = getRouteApi('/inside/orders/$id')
const back = { to: '/orders', label: 'Orders' } as const

export function OrderPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery(orderQuery(id))
  if (data !== undefined) return <Shown order={data} />
  return (
    <Page title="Order" {...{ back }}>
      {error === null ? <OrderSkeleton /> : <QueryFailed {...{ error }} onRetry={refetch} />}
    </Page>
  )
}

function Shown({ order }: { order: Order }) {
  const { number, status, paymentStatus, fulfilmentStatus, placedAt, reason } = order
  return (
    <Page
      title={`Order ${number}`}
      {...{ back }}
      lead={`Placed ${time(placedAt)}${reason === null ? '' : ` · ${words(reason)}`}`}
      beside={
        <span
          data-status={status}
          data-payment={paymentStatus}
          data-fulfilment={fulfilmentStatus}
          className="flex flex-wrap gap-1.5"
        >
          <StatusBadge {...{ status }} />
          <StatusBadge status={paymentStatus} />
          <StatusBadge status={fulfilmentStatus} />
        </span>
      }
      actions={<OrderActions {...{ order }} />}
    >
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[1fr_20rem]">
        <div className="min-w-0 space-y-4">
          <Panel title="Lines">
            <OrderLines {...{ order }} />
          </Panel>
          <Panel title="Parcels and refunds">
            <Movements {...{ order }} />
          </Panel>
          <Panel title="Mails">
            <Messages orderId={order.id} />
          </Panel>
          <Panel title="Notes">
            <Notes {...{ order }} />
          </Panel>
        </div>
        <div className="min-w-0 space-y-4">
          <Panel title="Customer">
            <Customer {...{ order }} />
          </Panel>
          <Panel title="What happened">
            <Timeline entries={order.timeline} />
          </Panel>
        </div>
      </div>
    </Page>
  )
}

function Customer({ order }: { order: Order }) {
  const {
    name,
    line1,
    line2,
    city,
    region,
    postalCode,
    country: code,
    phone,
  } = order.shippingAddress
  return (
    <div className="space-y-4 text-sm">
      <p className="[overflow-wrap:anywhere]">
        <span className="block font-medium">{name}</span>
        <span className="block text-soft">{order.email}</span>
        {phone === undefined ? null : <span className="block text-soft">{phone}</span>}
      </p>
      <address className="text-soft not-italic">
        {[line1, line2, [city, region, postalCode].filter(Boolean).join(' '), country(code)]
          .filter((part) => part !== undefined && part !== '')
          .map((part) => (
            <span key={part} className="block">
              {part}
            </span>
          ))}
      </address>
      <Facts
        of={[
          ['Delivery', words(order.shippingMethod)],
          ['Currency', order.currency],
        ]}
      />
    </div>
  )
}

function OrderSkeleton() {
  return (
    <div className="grid gap-4 lg:grid-cols-[1fr_20rem]">
      <Skeleton className="h-80 rounded-2xl" />
      <Skeleton className="h-80 rounded-2xl" />
    </div>
  )
}
