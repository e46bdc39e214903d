import type { Context } from '#kernel/service/context.ts'
import type { Product, Sellable } from '#services/catalog/contract.ts'
import { skuOwners } from '#services/catalog/sku-owners.ts'

export async function findSellables(
  skus: readonly string[],
  context: Context,
): Promise<readonly Sellable[]> {
  const owners = await skuOwners(skus, context)
  return [...owners].flatMap(([sku, [owner]]) => (owner ? sellablesIn(owner, sku) : []))
}

function sellablesIn(product: Product, sku: string): readonly Sellable[] {
  return product.variants
    .filter((variant) => variant.sku === sku)
    .map((variant) => {
      const image = variant.image ?? product.media[0]?.url
      return {
        sku,
        productId: product.id,
        handle: product.handle,
        title: product.title,
        options: variant.options,
        ...(image === undefined ? {} : { image }),
        prices: variant.prices,
        taxClass: variant.taxClass,
        grams: variant.grams,
        tracked: variant.tracked,
        requiresShipping: variant.requiresShipping,
        purchasable: product.status === 'active',
      }
    })
}
