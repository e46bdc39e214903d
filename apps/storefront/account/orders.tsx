import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { buttonClass } from '#apps/ui/button.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { useAccountWords } from '#apps/storefront/account/account-words.ts'
import { useAccount } from '#apps/storefront/account/use-account.ts'
import { accountOrdersQuery, type Order } from '#apps/storefront/app/queries.ts'
import { QueryFailed } from '#apps/storefront/app/trouble-pages.tsx'
import { ShowMore } from '#apps/storefront/browse/show-more.tsx'
import { Section } from '#apps/storefront/checkout/section.tsx'
import { stateOf } from '#apps/storefront/order/order-state.ts'
import { useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

export function Orders() {
  const words = useAccountWords()
  return (
    <Section title={words.parts.orders}>
      <List />
    </Section>
  )
}

function List() {
  const words = useAccountWords()
  const { cart } = useWords()
  const account = useAccount()
  const query = useInfiniteQuery({
    ...accountOrdersQuery(account?.id ?? ''),
    enabled: account !== null,
  })
  const { data, error, refetch } = query
  if (data === undefined) {
    return error === null ? <OrdersSkeleton /> : <QueryFailed {...{ error }} onRetry={refetch} />
  }
  const orders = data.pages.flatMap(({ items }) => items)
  if (orders.length === 0) {
    return (
      <Empty
        icon="bag"
        title={words.orders.none}
        action={
          <Link to="/" className={buttonClass()}>
            {cart.goShopping}
          </Link>
        }
      >
        {words.orders.noneAdvice}
      </Empty>
    )
  }
  return (
    <>
      <ul className="space-y-3">
        {orders.map((order) => (
          <OrderCard key={order.id} order={order} />
        ))}
      </ul>
      <ShowMore query={query} />
    </>
  )
}

function OrderCard({ order }: { order: Order }) {
  const words = useAccountWords()
  const { order: says } = useWords()
  const format = useFormat()
  const [standing] = says.states[stateOf(order)]
  const count = order.lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return (
    <li>
      <Link
        to="/orders/$id"
        params={{ id: order.id }}
        className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-3xl border border-line bg-card p-5 transition-colors hover:border-strong-line"
      >
        <span className="min-w-0">
          <span className="block font-semibold">{words.orders.number(order.number)}</span>
          <span className="block text-sm text-soft">
            {format.date(order.placedAt)} · {words.orders.items(count)}
          </span>
        </span>
        <span className="text-right">
          <span className="block font-semibold tabular-nums">{format.price(order.total)}</span>
          <span className="block text-sm text-soft">{standing}</span>
        </span>
      </Link>
    </li>
  )
}

function OrdersSkeleton() {
  const { shop } = useWords()
  return (
    <div className="space-y-3">
      <p role="status" className="sr-only">
        {shop.loading}
      </p>
      {[0, 1, 2].map((at) => (
        <Skeleton key={at} className="h-20 rounded-3xl" />
      ))}
    </div>
  )
}
