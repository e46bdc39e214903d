import type { ProductPage } from '#apps/storefront/app/queries.ts'

type Described = ProductPage['product']['variants'][number]
type Priced = ProductPage['variants'][number]

/** A variant with what the catalogue says of it and what it costs and has in stock now. */
export type Variant = Described &
  Omit<Priced, 'compareAt'> & { readonly before: Priced['compareAt'] }

export function variantsOf({ product, variants }: ProductPage): readonly Variant[] {
  return product.variants.map((described, at) => {
    const priced = variants[at]
    if (priced === undefined) throw new Error(`${described.sku} has no entry on its page`)
    const { compareAt: before, ...now } = priced
    return { ...described, ...now, before }
  })
}

/** The one asked for, else the first that can be bought, else the first. */
export function variantAt(page: ProductPage, sku: string | undefined): Variant {
  const all = variantsOf(page)
  const found = all.find((each) => each.sku === sku) ?? all.find(({ buyable }) => buyable) ?? all[0]
  if (found === undefined) throw new Error(`${page.product.handle} has no variants`)
  return found
}

/**
 * Where choosing a value leads: to the variant that differs in this option alone, else to one with this value
 * that can be bought, else to any.
 */
export function choosing(
  all: readonly Variant[],
  from: Variant,
  option: number,
  value: string,
): Variant | null {
  const having = all.filter(({ options }) => options[option] === value)
  const nearest = having.find(({ options }) =>
    options.every((other, at) => at === option || other === from.options[at]),
  )
  return nearest ?? having.find(({ buyable }) => buyable) ?? having[0] ?? null
}
