import { Icon } from '#apps/ui/icon.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import type { Cart, Order } from '#apps/storefront/app/queries.ts'
import { TotalLines } from '#apps/storefront/checkout/total-lines.tsx'
import { useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

type Totals = Pick<Order, 'subtotal' | 'shipping' | 'taxes' | 'taxIncluded' | 'total'>

/** Beside the form where there is room; folded above it where there is none. */
export function Summary({ cart, totals }: { cart: Cart; totals: Totals | null }) {
  const { checkout } = useWords()
  const format = useFormat()
  const content = (
    <>
      <Lines lines={cart.lines} />
      <div className="mt-5 border-t border-line pt-4">
        {totals === null ? <TotalsSkeleton /> : <TotalLines totals={totals} />}
      </div>
    </>
  )
  return (
    <>
      <aside
        aria-label={checkout.summary}
        className="sticky top-6 hidden rounded-3xl border border-line bg-card p-6 lg:block"
      >
        <h2 className="display mb-4 text-xl">{checkout.summary}</h2>
        {content}
      </aside>
      <details className="group rounded-2xl border border-line bg-card px-4 lg:hidden">
        <summary className="flex min-h-14 list-none items-center gap-2 font-semibold">
          <Icon name="bag" />
          {checkout.showSummary}
          <Icon name="down" className="size-4 transition-transform group-open:rotate-180" />
          <span className="ml-auto tabular-nums">
            {totals === null ? '' : format.price(totals.total)}
          </span>
        </summary>
        <div className="border-t border-line py-4">{content}</div>
      </details>
    </>
  )
}

interface Line {
  readonly sku: string
  readonly title: string | null
  readonly options: readonly string[]
  readonly image: string | null
  readonly quantity: number
  readonly total: Cart['total']
}

export function Lines({ lines }: { lines: readonly Line[] }) {
  const format = useFormat()
  return (
    <ul className="space-y-4">
      {lines.map(({ sku, title, options, image, quantity, total }) => (
        <li key={sku} className="flex items-center gap-4">
          <div className="relative shrink-0">
            <div className="size-16 overflow-hidden rounded-xl bg-sunken">
              {image === null ? null : (
                <img src={image} alt="" width={64} height={64} className="size-full object-cover" />
              )}
            </div>
            <span className="absolute -top-1.5 -right-1.5 grid h-5.5 min-w-5.5 place-items-center rounded-full bg-ink px-1 text-xs font-bold text-paper tabular-nums">
              <span className="sr-only">× </span>
              {quantity}
            </span>
          </div>
          <div className="min-w-0 flex-1">
            <p className="leading-snug font-medium">{title ?? sku}</p>
            {options.length > 0 ? <p className="text-sm text-soft">{options.join(' · ')}</p> : null}
          </div>
          <p className="shrink-0 tabular-nums">{total === null ? '–' : format.price(total)}</p>
        </li>
      ))}
    </ul>
  )
}

function TotalsSkeleton() {
  return (
    <div className="space-y-2.5">
      <Skeleton className="h-5" />
      <Skeleton className="h-5" />
      <Skeleton className="h-7" />
    </div>
  )
}
