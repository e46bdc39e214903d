import { askWell } from '#cli/e2e/ask.ts'
import { until } from '#cli/e2e/until.ts'
import type { StoreFile } from '#cli/running-store.ts'
import type { Product, ProductInput } from '#services/catalog/contract.ts'
import type { StockView } from '#services/inventory/contract.ts'

export interface Article {
  readonly handle: string
  readonly sku: string
  /** Minor units of Singapore dollars. */
  readonly price: number
  readonly grams: number
}

/** Says what an article is, in the region that keeps the catalogue. */
export function putProduct(url: string, article: Article): Promise<Product> {
  return askWell<Product>('PUT', `${url}/v1/admin/products/${article.handle}`, inputOf(article))
}

/** Puts an article on sale with so many units, and waits until both regions sell it. */
export async function putOnSale(
  store: StoreFile,
  wanted: Partial<Article> & { readonly sku: string },
  onHand = 1_000,
): Promise<Article> {
  const article = { handle: wanted.sku.toLowerCase(), price: 1_000, grams: 100, ...wanted }
  const url = store.regions[0]?.url ?? store.edge
  await putProduct(url, article)
  await askWell('PUT', `${url}/v1/admin/stock/${article.sku}`, { onHand })
  for (const { url: region, name } of store.regions) {
    await until(`${article.sku} is on sale in ${name}`, async () => {
      const stock = await stockOf(region, article.sku).catch(() => null)
      return stock !== null && stock.shares.length === store.regions.length
    })
  }
  return article
}

export const stockOf = (url: string, sku: string): Promise<StockView> =>
  askWell<StockView>('GET', `${url}/v1/admin/stock/${sku}`)

export function inputOf({ handle, sku, price, grams }: Article): ProductInput {
  return {
    handle,
    title: `Article ${sku}`,
    descriptionHtml: '',
    vendor: 'Meridian',
    type: 'test',
    tags: [],
    categories: [],
    collections: [],
    status: 'active',
    options: [],
    variants: [
      {
        sku,
        options: [],
        prices: [{ amount: price, currency: 'SGD' }],
        grams,
        weightUnit: 'g',
        tracked: true,
        requiresShipping: true,
        taxClass: 'standard',
      },
    ],
    media: [],
    seo: { title: '', description: '' },
    fields: {},
  }
}
