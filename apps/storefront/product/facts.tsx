import type { ProductPage } from '#apps/storefront/app/queries.ts'
import type { Variant } from '#apps/storefront/product/variants.ts'
import { useFormat } from '#apps/storefront/words/format.ts'
import { useWords } from '#apps/storefront/words/words.ts'

export function Facts({ product, variant }: { product: ProductPage['product']; variant: Variant }) {
  const { product: says } = useWords()
  const format = useFormat()
  const facts: readonly (readonly [name: string, value: string])[] = [
    ...fieldsOf(product),
    ...(variant.grams > 0 ? [[says.weight, format.weight(variant.grams)] as const] : []),
    [says.sku, variant.sku],
    ...(variant.barcode === undefined ? [] : [[says.barcode, variant.barcode] as const]),
  ]
  return (
    <section className="mt-8 border-t border-line pt-6">
      <h2 className="font-semibold">{says.facts}</h2>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-soft">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The merchant's own fields that are plain enough for a line. */
function fieldsOf({ fields }: ProductPage['product']): (readonly [string, string])[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.type === 'html' || field.type === 'url' || field.type === 'boolean') return []
    const value = field.type === 'list' ? field.value.join(', ') : String(field.value)
    return value === '' ? [] : [[titled(name), value] as const]
  })
}

function titled(name: string): string {
  const words = name.slice(name.lastIndexOf('.') + 1).replaceAll(/[_-]+/g, ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
