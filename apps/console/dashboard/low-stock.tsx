import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { plural } from '#apps/console/app/format.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { stockQuery } from '#apps/console/inventory/inventory-queries.ts'

const shown = 8

export function LowStock() {
  const { data, error } = useQuery(stockQuery({ low: true }))
  if (data === undefined)
    return error === null ? (
      <Skeleton className="h-48" />
    ) : (
      <p className="text-sm text-bad">{troubleIn(error)}</p>
    )
  if (data.items.length === 0)
    return <p className="text-sm text-soft">Every counted SKU has units enough.</p>
  return (
    <ul className="divide-y divide-line">
      {data.items.slice(0, shown).map(({ sku, available }) => (
        <li key={sku} className="flex justify-between gap-3 py-2 text-sm first:pt-0 last:pb-0">
          <Link
            to="/inventory"
            search={{ sku }}
            className="min-w-0 truncate font-medium underline-offset-4 hover:underline"
          >
            {sku}
          </Link>
          <span
            className={`font-semibold whitespace-nowrap tabular-nums ${available <= 0 ? 'text-bad' : 'text-warn'}`}
          >
            {available <= 0 ? 'none left' : plural(available, 'unit')}
          </span>
        </li>
      ))}
    </ul>
  )
}
