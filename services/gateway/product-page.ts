import type { Static } from '#kernel/core/schema.ts'
import type { Context, OrRefusal } from '#kernel/service/context.ts'
import { activeProduct, catalogRefusals, type Variant } from '#services/catalog/contract.ts'
import type { ProductPage } from '#services/gateway/contract.ts'
import { availability, type Availability } from '#services/inventory/contract.ts'
import { currenciesOffered, pricesIn, quote } from '#services/pricing/contract.ts'

type Page = Static<typeof ProductPage>

export async function productPage(
  idOrHandle: string,
  wanted: { readonly currency: string | null; readonly country: string | null },
  context: Context,
): Promise<OrRefusal<Page>> {
  const product = await context.ask(activeProduct, { idOrHandle })
  if (product === null) {
    return catalogRefusals.productNotFound(`No product "${idOrHandle}" is on sale.`, '/idOrHandle')
  }
  const { variants } = product
  const [own = ''] = await context.ask(currenciesOffered, {})
  const currency = wanted.currency ?? own
  const [prices, compareAts, stock, tax] = await Promise.all([
    context.ask(pricesIn, { currency, prices: variants.map((variant) => variant.prices) }),
    context.ask(pricesIn, {
      currency,
      prices: variants.map(({ compareAt }) => (compareAt ? [compareAt] : [])),
    }),
    context.ask(availability, { skus: variants.map(({ sku }) => sku) }),
    taxShown(variants, currency, wanted.country, context),
  ])
  const stockOf = new Map(stock.map((level) => [level.sku, level]))
  return {
    product,
    currency,
    tax,
    variants: variants.map((variant, position) => ({
      sku: variant.sku,
      price: prices[position] ?? null,
      compareAt: compareAts[position] ?? null,
      ...stockShown(variant, stockOf.get(variant.sku)),
    })),
  }
}

async function taxShown(
  variants: readonly Variant[],
  currency: string,
  country: string | null,
  context: Context,
): Promise<Page['tax']> {
  const lines = variants.map(({ sku, prices, taxClass }) => ({
    sku,
    quantity: 1,
    prices,
    taxClass,
  }))
  const quoted = await context.ask(quote, { currency, country, lines, shipping: null })
  return {
    included: quoted?.taxIncluded ?? false,
    rates: (quoted?.taxes ?? []).map(({ name, rateBp }) => ({ name, rateBp })),
  }
}

function stockShown(
  variant: Variant,
  level: Availability | undefined,
): Pick<Page['variants'][number], 'available' | 'buyable'> {
  if (!(level?.tracked ?? variant.tracked)) return { available: null, buyable: true }
  const available = level?.available ?? 0
  return { available, buyable: available > 0 || (level?.backorder ?? false) }
}
