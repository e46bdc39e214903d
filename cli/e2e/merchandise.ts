import { askWell } from '#cli/e2e/ask.ts'
import { until } from '#cli/e2e/until.ts'
import { asOperator } from '#cli/operator.ts'
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
export function putProduct(store: StoreFile, article: Article): Promise<Product> {
  const url = `${primaryOf(store)}/v1/admin/products/${article.handle}`
  return askWell<Product>('PUT', url, inputOf(article), asOperator(store))
}

const primaryOf = ({ regions, edge }: StoreFile): string => regions[0]?.url ?? edge

/** Puts an article on sale with so many units, and waits until both regions sell it. */
export async function putOnSale(
  store: StoreFile,
  wanted: Partial<Article> & { readonly sku: string },
  onHand = 1_000,
): Promise<Article> {
  const article = { handle: wanted.sku.toLowerCase(), price: 1_000, grams: 100, ...wanted }
  await putProduct(store, article)
  await setStock(store, article.sku, { onHand })
  for (const { url: region, name } of store.regions) {
    await until(`${article.sku} is on sale in ${name}`, async () => {
      const stock = await stockOf(store, region, article.sku).catch(() => null)
      return stock !== null && stock.shares.length === store.regions.length
    })
  }
  return article
}

export const setStock = (
  store: StoreFile,
  sku: string,
  wanted: { readonly onHand: number; readonly backorder?: boolean },
): Promise<StockView> =>
  askWell('PUT', `${primaryOf(store)}/v1/admin/stock/${sku}`, wanted, asOperator(store))

export const stockOf = (store: StoreFile, url: string, sku: string): Promise<StockView> =>
  askWell<StockView>('GET', `${url}/v1/admin/stock/${sku}`, undefined, asOperator(store))

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
