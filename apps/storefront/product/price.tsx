import type { ProductPage } from '#apps/storefront/app/queries.ts'
import type { Variant } from '#apps/storefront/product/variants.ts'
import { useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

export function Price({ variant, tax }: { variant: Variant; tax: ProductPage['tax'] }) {
  const { product, browse } = useWords()
  const format = useFormat()
  const { price, before } = variant
  if (price === null) return <p className="mt-4 text-soft">{product.noPrice}</p>
  const isReduced = before !== null && before.amount > price.amount
  return (
    <div className="mt-4">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span
          data-testid="price"
          className={`text-2xl font-semibold tabular-nums ${isReduced ? 'text-warm' : ''}`}
        >
          {format.price(price)}
        </span>
        {isReduced ? (
          <s className="text-lg text-soft">
            <span className="sr-only">{browse.was} </span>
            {format.price(before)}
          </s>
        ) : null}
      </p>
      {tax.rates.map(({ name, rateBp }) => (
        <p key={rateBp} className="mt-0.5 text-sm text-soft">
          {tax.included ? product.tax(name, format.rate(rateBp)) : product.taxOnTop(name)}
        </p>
      ))}
    </div>
  )
}
