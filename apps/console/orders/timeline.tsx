import { time, words } from '#apps/console/app/format.ts'
import type { Order } from '#apps/console/orders/order-queries.ts'

/** What happened, the newest first. */
export function Timeline({ entries }: { entries: Order['timeline'] }) {
  return (
    <ol className="ml-1.5 border-l-2 border-line">
      {entries.toReversed().map(({ at, what, detail }, position) => (
        <li key={`${at}-${what}-${position}`} className="relative pb-4 pl-5 last:pb-0">
          <span
            aria-hidden="true"
            className={`absolute top-1.5 -left-[7px] size-3 rounded-full border-2 border-card ${position === 0 ? 'bg-accent' : 'bg-strong-line'}`}
          />
          <p className="text-sm font-medium">{words(what)}</p>
          {detail === undefined ? null : (
            <p className="text-sm text-soft [overflow-wrap:anywhere]">{detail}</p>
          )}
          <time dateTime={at} className="text-xs text-soft">
            {time(at)}
          </time>
        </li>
      ))}
    </ol>
  )
}
