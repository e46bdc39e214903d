import { seconds } from '#kernel/core/instant.ts'
import type { Context } from '#kernel/service/context.ts'
import type { Product, Sellable } from '#services/catalog/contract.ts'
import { skuOwners } from '#services/catalog/sku-owners.ts'

/** A price that was changed this long ago may still be shown in a cart. */
const keptForMs = seconds(1)

export async function findSellables(
  skus: readonly string[],
  context: Context,
): Promise<readonly Sellable[]> {
  const found = await context.kept('sellables', skus, keptForMs, async (missing) => {
    const owners = await skuOwners(missing, context)
    return new Map([...owners].map(([sku, [owner]]) => [sku, owner ? sellablesIn(owner, sku) : []]))
  })
  return [...found.values()].flat()
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
