import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { price, time } from '#apps/console/app/format.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { StatusBadge } from '#apps/console/orders/order-badges.tsx'
import { ordersQuery } from '#apps/console/orders/order-queries.ts'

const shown = 6
const liveMs = 15_000

export function NewestOrders() {
  const { data, error } = useQuery({ ...ordersQuery({}), refetchInterval: liveMs })
  if (data === undefined)
    return error === null ? (
      <Skeleton className="h-48" />
    ) : (
      <p className="text-sm text-bad">{troubleIn(error)}</p>
    )
  if (data.items.length === 0)
    return <p className="text-sm text-soft">The first one appears as soon as somebody buys.</p>
  return (
    <ul className="divide-y divide-line">
      {data.items.slice(0, shown).map(({ id, number, placedAt, status, total }) => (
        <li
          key={id}
          className="flex flex-wrap items-center justify-between gap-2 py-2 text-sm first:pt-0 last:pb-0"
        >
          <span>
            <Link
              to="/orders/$id"
              params={{ id }}
              className="font-semibold text-accent tabular-nums underline-offset-4 hover:underline"
            >
              {number}
            </Link>
            <span className="block text-xs text-soft">{time(placedAt)}</span>
          </span>
          <span className="flex flex-col items-end gap-1">
            <span className="font-semibold tabular-nums">{price(total)}</span>
            <StatusBadge {...{ status }} />
          </span>
        </li>
      ))}
    </ul>
  )
}
