import { Link } from '@tanstack/react-router'
import { plural, price } from '#apps/console/app/format.ts'
import type { Sales } from '#apps/console/dashboard/dashboard-page.tsx'

export function TopProducts({ top }: { top: Sales['top'] }) {
  if (top.length === 0) return <p className="text-sm text-soft">Nothing was sold in these days.</p>
  const most = Math.max(...top.map(({ sales }) => sales.amount))
  return (
    <ol className="space-y-3">
      {top.map(({ productId, title, handle, units, sales }) => (
        <li key={productId} className="text-sm">
          <div className="flex items-baseline justify-between gap-3">
            {handle === null || title === null ? (
              <span className="text-soft">Removed since</span>
            ) : (
              <Link
                to="/products/$handle"
                params={{ handle }}
                className="min-w-0 truncate font-medium underline-offset-4 hover:underline"
              >
                {title}
              </Link>
            )}
            <span className="font-semibold tabular-nums">{price(sales)}</span>
          </div>
          <div className="mt-1 flex items-center gap-3">
            <span className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunken">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: `${(sales.amount / most) * 100}%` }}
              />
            </span>
            <span className="w-16 text-right text-xs text-soft">{plural(units, 'unit')}</span>
          </div>
        </li>
      ))}
    </ol>
  )
}
