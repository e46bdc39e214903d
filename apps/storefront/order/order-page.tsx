import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { codeOf } from '#apps/ui/api/problem.ts'
import { buttonClass } from '#apps/ui/button.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { PageHead } from '#apps/storefront/app/page-head.tsx'
import { orderQuery, type Order } from '#apps/storefront/app/queries.ts'
import { QueryFailed } from '#apps/storefront/app/trouble-pages.tsx'
import { Lines } from '#apps/storefront/checkout/summary.tsx'
import { TotalLines } from '#apps/storefront/checkout/total-lines.tsx'
import { CancelOrder } from '#apps/storefront/order/cancel-order.tsx'
import { Destination } from '#apps/storefront/order/destination.tsx'
import { useFollowedOrder } from '#apps/storefront/order/follow-order.ts'
import { History } from '#apps/storefront/order/history.tsx'
import {
  isCancellable,
  isOver,
  stateOf,
  type OrderState,
} from '#apps/storefront/order/order-state.ts'
import { OrderStanding } from '#apps/storefront/order/order-standing.tsx'
import { PayAgain } from '#apps/storefront/order/pay-again.tsx'
import { SoldOut } from '#apps/storefront/order/sold-out.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

const wentWell: readonly OrderState[] = ['pending', 'confirmed', 'sent', 'completed']
const route = getRouteApi('/orders/$id')

export function OrderPage() {
  const { id } = route.useParams()
  const { order: says } = useWords()
  const { data, error, refetch } = useQuery(orderQuery(id))
  useFollowedOrder(id, data === undefined || isOver(data))
  return (
    <div className="shop-width pt-6 md:pt-10">
      <PageHead title={data === undefined ? says.history : says.title(data.number)} hidden />
      {data !== undefined ? (
        <Shown order={data} />
      ) : error === null ? (
        <OrderSkeleton />
      ) : ['orders.not-found', 'http.invalid'].includes(codeOf(error) ?? '') ? (
        <Missing />
      ) : (
        <QueryFailed {...{ error }} onRetry={refetch} />
      )}
    </div>
  )
}

function Shown({ order }: { order: Order }) {
  const { order: says } = useWords()
  const state = stateOf(order)
  return (
    <>
      {wentWell.includes(state) ? (
        <>
          <p className="font-medium text-soft">{says.title(order.number)}</p>
          <h1 className="display mt-1 text-3xl md:text-4xl">
            {says.thanks(order.shippingAddress.name)}
          </h1>
        </>
      ) : (
        <h1 className="display text-3xl md:text-4xl">{says.title(order.number)}</h1>
      )}
      <p className="mt-2 text-soft">
        {says.mailed(order.email)} {isOver(order) ? '' : says.live}
      </p>
      <div className="mt-8 grid grid-cols-1 items-start gap-x-14 gap-y-10 lg:grid-cols-[1fr_24rem]">
        <div className="min-w-0 space-y-8">
          <OrderStanding {...{ order, state }} />
          {state === 'declined' ? <PayAgain key={order.version} {...{ order }} /> : null}
          {state === 'rejected' ? <SoldOut {...{ order }} /> : null}
          <Destination {...{ order }} />
          <History entries={order.timeline} />
          {isCancellable(order) ? <CancelOrder {...{ order }} /> : null}
        </div>
        <aside
          aria-label={says.items}
          className="rounded-3xl border border-line bg-card p-6 max-lg:order-last"
        >
          <h2 className="display mb-4 text-xl">{says.items}</h2>
          <Lines lines={order.lines} />
          <div className="mt-5 border-t border-line pt-4">
            <TotalLines totals={order} />
          </div>
        </aside>
      </div>
    </>
  )
}

function Missing() {
  const { order, shop } = useWords()
  return (
    <Empty
      icon="search"
      title={order.missing}
      action={
        <Link to="/" className={buttonClass()}>
          {shop.home}
        </Link>
      }
    >
      {order.missingAdvice}
    </Empty>
  )
}

function OrderSkeleton() {
  const { shop } = useWords()
  return (
    <div className="space-y-5">
      <p role="status" className="sr-only">
        {shop.loading}
      </p>
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-11 w-72" />
      <Skeleton className="h-40 rounded-3xl" />
      <Skeleton className="h-56 rounded-3xl" />
    </div>
  )
}
