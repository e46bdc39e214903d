import type { Order } from '#apps/storefront/app/queries.ts'
import { useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

/** A word between programs, which the line above says to people. */
const isCode = /^[a-z_-]+$/

export function History({ entries }: { entries: Order['timeline'] }) {
  const { order } = useWords()
  const format = useFormat()
  const names: Readonly<Record<string, string>> = order.happened
  return (
    <section>
      <h2 className="display text-xl">{order.history}</h2>
      <ol className="mt-4 ml-1.5 border-l-2 border-line">
        {entries.map(({ at, what, detail }, position) => (
          <li key={`${at}-${what}-${position}`} className="relative pb-5 pl-6 last:pb-0">
            <span
              aria-hidden="true"
              className="absolute top-1.5 -left-[7px] size-3 rounded-full border-2 border-paper bg-accent"
            />
            <p className="font-medium">{names[what] ?? what}</p>
            {detail === undefined || isCode.test(detail) ? null : (
              <p className="text-sm text-soft">{detail}</p>
            )}
            <time dateTime={at} className="text-sm text-soft">
              {format.time(at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  )
}
