import { TaxLines } from '#apps/storefront/cart/tax-lines.tsx'
import type { Order } from '#apps/storefront/app/queries.ts'
import { useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

export function TotalLines({
  totals: { subtotal, shipping, taxes, taxIncluded, total, refunded },
}: {
  readonly totals: Pick<Order, 'subtotal' | 'shipping' | 'taxes' | 'taxIncluded' | 'total'> &
    Partial<Pick<Order, 'refunded'>>
}) {
  const { totals: says, checkout } = useWords()
  const format = useFormat()
  return (
    <dl className="space-y-1.5">
      <div className="flex justify-between">
        <dt>{says.subtotal}</dt>
        <dd className="tabular-nums">{format.price(subtotal)}</dd>
      </div>
      <div className="flex justify-between">
        <dt>{says.shipping}</dt>
        <dd className="tabular-nums">
          {shipping.amount === 0 ? checkout.free : format.price(shipping)}
        </dd>
      </div>
      {taxIncluded ? null : <TaxLines {...{ taxes }} included={false} />}
      <div className="mt-3 flex justify-between border-t border-line pt-3 text-xl font-semibold">
        <dt>{says.total}</dt>
        <dd data-testid="total" className="tabular-nums">
          {format.price(total)}
        </dd>
      </div>
      {taxIncluded ? <TaxLines {...{ taxes }} included /> : null}
      {refunded === undefined || refunded.amount === 0 ? null : (
        <div className="mt-3 flex justify-between border-t border-line pt-3 font-medium">
          <dt>{says.refunded}</dt>
          <dd className="tabular-nums">{format.price(refunded)}</dd>
        </div>
      )}
    </dl>
  )
}
