import type { Money } from '#kernel/core/money.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Product, ProductCard, Variant } from '#services/catalog/contract.ts'
import { pricesIn } from '#services/pricing/contract.ts'

/** Cards in a currency; null keeps each product's own. */
export async function cardsOf(
  products: readonly Product[],
  currency: string | null,
  context: Context,
): Promise<readonly ProductCard[]> {
  const variants = products.flatMap((product) => product.variants)
  const prices = await inCurrency(
    variants.map((variant) => variant.prices),
    currency,
    context,
  )
  const priceOf = new Map(variants.map((variant, position) => [variant, prices[position]]))
  const ranges = products.map((product) => priceRange(product.variants, priceOf))
  const compareAts = await inCurrency(
    ranges.map(({ cheapest }) => (cheapest.compareAt ? [cheapest.compareAt] : [])),
    currency,
    context,
  )
  return products.map((product, position) =>
    cardOf(
      product,
      ranges[position] ?? priceRange(product.variants, priceOf),
      compareAts[position],
    ),
  )
}

interface PriceRange {
  readonly from: Money
  readonly to: Money
  readonly cheapest: Variant
}

function cardOf(product: Product, range: PriceRange, compareAt: Money | undefined): ProductCard {
  const { id, handle, title, vendor, type, variants, media } = product
  const [only] = variants
  return {
    id,
    handle,
    title,
    vendor,
    type,
    image: media[0] ?? null,
    price: { from: range.from, to: range.to },
    compareAt: compareAt && isMore(compareAt, range.from) ? compareAt : null,
    options: product.options.map(({ name }, position) => ({
      name,
      values: [...new Set(variants.map(({ options }) => options[position] ?? ''))],
    })),
    sku: only && variants.length === 1 ? only.sku : null,
    variants: variants.length,
  }
}

function priceRange(
  variants: readonly Variant[],
  priceOf: ReadonlyMap<Variant, Money | undefined>,
): PriceRange {
  const priced = variants.flatMap((variant) => {
    const price = priceOf.get(variant)
    return price ? [{ variant, price }] : []
  })
  const [first] = priced
  if (!first) throw new Error('bug: a product was saved without a price')
  const comparable = priced
    .filter(({ price }) => price.currency === first.price.currency)
    .sort((one, other) => one.price.amount - other.price.amount)
  const cheapest = comparable[0] ?? first
  const dearest = comparable.at(-1) ?? first
  return { from: cheapest.price, to: dearest.price, cheapest: cheapest.variant }
}

async function inCurrency(
  lists: readonly (readonly Money[])[],
  currency: string | null,
  context: Context,
): Promise<readonly (Money | undefined)[]> {
  const own = lists.map((prices) => prices[0])
  if (currency === null) return own
  const priced = await context.ask(pricesIn, { currency, prices: lists })
  return own.map((price, position) => priced[position] ?? price)
}

function isMore(one: Money, other: Money): boolean {
  return one.currency === other.currency && one.amount > other.amount
}
