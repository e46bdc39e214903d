import type { Money } from '#kernel/core/money.ts'
import { useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

/** Taxes as the country expects them: inside the prices and said so, or on top of them. For a `dl`. */
export function TaxLines({
  taxes,
  included,
}: {
  readonly taxes: readonly {
    readonly name: string
    readonly rateBp: number
    readonly amount: Money
  }[]
  readonly included: boolean
}) {
  const { totals } = useWords()
  const format = useFormat()
  return taxes.map(({ name, rateBp, amount }) => (
    <div
      key={rateBp}
      className={`flex justify-between gap-4 ${included ? 'text-sm text-soft' : ''}`}
    >
      <dt>
        {included ? totals.includes(name, format.rate(rateBp)) : `${name} ${format.rate(rateBp)}`}
      </dt>
      <dd className="tabular-nums">{format.price(amount)}</dd>
    </div>
  ))
}
