import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CatalogLoader } from '#cli/catalog-loader.ts'
import { demoCatalog } from '#cli/demo-catalog/demo-catalog.ts'
import { writeDemoMedia } from '#cli/demo-catalog/write-demo-media.ts'
import { asOperator } from '#cli/operator.ts'
import type { StoreFile } from '#cli/running-store.ts'

/**
 * Furnishes a new store with the demo shop; once, so that what a merchant removed stays removed.
 * @returns how many products went in; 0 when it was furnished before
 */
export async function seedDemoCatalog(dir: string, store: StoreFile): Promise<number> {
  await writeDemoMedia(join(dir, 'media', 'demo'))
  const done = join(dir, 'demo-catalog')
  if (existsSync(done)) return 0
  const { categories, collections, products, stock } = demoCatalog()
  let loaded = 0
  const refused: string[] = []
  const loader = new CatalogLoader(
    store.regions[0]?.url ?? store.edge,
    asOperator(store),
    ({ outcome, handle, detail }) => {
      if (outcome === 'refused') refused.push(`${handle}: ${detail}`)
      else loaded += 1
    },
  )
  for (const category of categories) await loader.category(category)
  await loader.collections(collections.map((collection, position) => ({ ...collection, position })))
  for (const item of stock) await loader.stock(item)
  for (const product of products) await loader.product(product)
  await loader.finish()
  if (refused.length > 0) throw new Error(`the demo catalogue was refused: ${refused.join('; ')}`)
  writeFileSync(done, `${products.length}\n`)
  return loaded
}
