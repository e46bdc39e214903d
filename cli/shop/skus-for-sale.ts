import { fetchedFrom } from '#cli/fetched.ts'

interface Listed {
  readonly handle: string
}

const productsMax = 200

/** SKUs of the first products that the shop lists. */
export async function skusForSale(url: string): Promise<string[]> {
  const fetched = fetchedFrom(url)
  const skus: string[] = []
  let cursor: string | null = null
  for (let seen = 0; seen < productsMax;) {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = await fetched<{ items: Listed[]; next: string | null }>(
      `/v1/products?limit=100${query}`,
    )
    for (const { handle } of page.items) {
      const product = await fetched<{ variants: { sku: string }[] }>(
        `/v1/products/${encodeURIComponent(handle)}`,
      )
      skus.push(...product.variants.map(({ sku }) => sku))
    }
    seen += page.items.length
    cursor = page.next
    if (cursor === null) break
  }
  return skus
}
