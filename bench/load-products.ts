import { madeCategories, madeProduct } from '#bench/made-product.ts'
import { CatalogLoader } from '#cli/catalog-loader.ts'
import { asOperator } from '#cli/operator.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { ProductInput } from '#services/catalog/contract.ts'

/**
 * Puts made-up products into a store, from number `from` up to but without `to`, and, when it is
 * told, this many units of each SKU.
 */
export async function loadProducts(
  store: StoreFile,
  { run, from, to, units }: { run: string; from: number; to: number; units?: number },
): Promise<ProductInput[]> {
  const products = Array.from({ length: to - from }, (_, at) => madeProduct(run, from + at))
  const loader = new CatalogLoader(
    store.regions[0]?.url ?? '',
    asOperator(store),
    ({ outcome, handle, detail }) => {
      if (outcome === 'refused') throw new Error(`${handle} was refused: ${detail}`)
    },
  )
  for (const category of madeCategories) await loader.category(category)
  for (const product of products) {
    await loader.product(product)
    if (units === undefined) continue
    for (const { sku } of product.variants) {
      await loader.stock({ sku, onHand: units, backorder: false })
    }
  }
  await loader.finish()
  await untilEverywhere(store, products.at(-1)?.handle ?? '')
  return products
}

async function untilEverywhere(store: StoreFile, handle: string): Promise<void> {
  const end = performance.now() + 30_000
  for (const { url, code } of store.regions) {
    while (!(await isThere(`${url}/v1/products/${handle}`))) {
      if (performance.now() > end) throw new Error(`${handle} never arrived in ${code}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function isThere(url: string): Promise<boolean> {
  const answer = await fetch(url)
  await answer.arrayBuffer()
  return answer.ok
}
