import { ChoicePill } from '#apps/ui/choice.tsx'
import type { ProductPage } from '#apps/storefront/app/queries.ts'
import { choosing, variantsOf, type Variant } from '#apps/storefront/product/variants.ts'
import { useWords } from '#apps/storefront/words/words.ts'

export function Options({
  page,
  chosen,
  onChoose,
}: {
  readonly page: ProductPage
  readonly chosen: Variant
  readonly onChoose: (variant: Variant) => void
}) {
  const { product: says } = useWords()
  const all = variantsOf(page)
  return page.product.options.map(({ name }, option) => {
    const values = [...new Set(all.map(({ options }) => options[option] ?? ''))]
    return (
      <fieldset key={name} className="mt-6">
        <legend className="mb-2 text-sm text-soft">
          {name}: <span className="font-semibold text-ink">{chosen.options[option]}</span>
        </legend>
        <div className="flex flex-wrap gap-2">
          {values.map((value) => {
            const leads = choosing(all, chosen, option, value)
            const isOut = leads?.buyable === false
            return (
              <ChoicePill
                key={value}
                name={`option-${option}`}
                value={value}
                checked={chosen.options[option] === value}
                onChange={() => leads !== null && onChoose(leads)}
                aria-label={isOut ? says.soldOutOption(value) : value}
              >
                <span className={isOut ? 'line-through decoration-1 opacity-75' : ''}>{value}</span>
              </ChoicePill>
            )
          })}
        </div>
      </fieldset>
    )
  })
}
