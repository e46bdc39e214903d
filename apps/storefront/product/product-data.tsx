import type { ProductPage } from '#apps/storefront/app/queries.ts'
import { variantsOf } from '#apps/storefront/product/variants.ts'
import { useFormat } from '#apps/storefront/words/format.ts'

/** The product for search engines, as schema.org says it in JSON-LD. */
export function ProductData({ page }: { page: ProductPage }) {
  const { product, currency } = page
  const { decimal } = useFormat()
  const address = `${window.location.origin}/products/${encodeURIComponent(product.handle)}`
  const text = JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.title,
    description: product.seo.description,
    url: address,
    image: product.media.map(({ url }) => new URL(url, address).href),
    brand: { '@type': 'Brand', name: product.vendor },
    offers: variantsOf(page).flatMap(({ sku, price, buyable, available, barcode }) =>
      price === null
        ? []
        : [
            {
              '@type': 'Offer',
              sku,
              ...(barcode === undefined ? {} : { gtin: barcode }),
              url: `${address}?sku=${encodeURIComponent(sku)}`,
              price: decimal(price),
              priceCurrency: currency,
              availability: `https://schema.org/${standing(buyable, available)}`,
            },
          ],
    ),
  })
  return <script type="application/ld+json">{text}</script>
}

function standing(buyable: boolean, available: number | null): string {
  if (!buyable) return 'OutOfStock'
  return available !== null && available <= 0 ? 'BackOrder' : 'InStock'
}
