import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useDeferredValue, useEffect } from 'react'
import { buttonClass } from '#apps/ui/button.tsx'
import { codeOf } from '#apps/ui/api/problem.ts'
import { Empty } from '#apps/ui/notice.tsx'
import { PageHead } from '#apps/storefront/app/page-head.tsx'
import {
  categoriesQuery,
  productQuery,
  type ProductPage as Page,
} from '#apps/storefront/app/queries.ts'
import { QueryFailed } from '#apps/storefront/app/trouble-pages.tsx'
import { trailTo } from '#apps/storefront/browse/category-page.tsx'
import { Crumbs } from '#apps/storefront/browse/crumbs.tsx'
import { noteLook } from '#apps/storefront/home/looked-at.ts'
import { usePreferences } from '#apps/storefront/preferences/preferences.ts'
import { AddToCart } from '#apps/storefront/product/add-to-cart.tsx'
import { Description } from '#apps/storefront/product/description.tsx'
import { Facts } from '#apps/storefront/product/facts.tsx'
import { Gallery } from '#apps/storefront/product/gallery.tsx'
import { Options } from '#apps/storefront/product/options.tsx'
import { Price } from '#apps/storefront/product/price.tsx'
import { ProductData } from '#apps/storefront/product/product-data.tsx'
import { ProductSkeleton } from '#apps/storefront/product/product-skeleton.tsx'
import { Related } from '#apps/storefront/product/related.tsx'
import { StockWords } from '#apps/storefront/product/stock-words.tsx'
import { variantAt, type Variant } from '#apps/storefront/product/variants.ts'
import { useWords } from '#apps/storefront/words/words.ts'

const route = getRouteApi('/products/$handle')

export function ProductPage() {
  const { handle } = route.useParams()
  const { currency, country } = usePreferences()
  const { data, error, refetch } = useQuery({
    ...productQuery(handle, currency, country),
    placeholderData: (previous, query) => (query?.queryKey[1] === handle ? previous : undefined),
  })
  // Drawn in slices: what a query brings would else be drawn in one piece.
  const page = useDeferredValue(data)
  if (page !== undefined) return <Shown key={page.product.id} page={page} />
  if (codeOf(error) === 'catalog.product-not-found') return <Gone />
  return error === null ? <ProductSkeleton /> : <QueryFailed {...{ error }} onRetry={refetch} />
}

function Shown({ page }: { page: Page }) {
  const { product: says } = useWords()
  const { sku } = route.useSearch()
  const navigate = route.useNavigate()
  const { product } = page
  const variant = variantAt(page, sku)
  const trail = useTrail(product.categories)
  const category = trail.at(-1)?.handle ?? null
  useEffect(() => noteLook({ handle: product.handle, category }), [product.handle, category])
  const choose = (next: Variant) =>
    void navigate({ search: { sku: next.sku }, replace: true, resetScroll: false })
  return (
    <>
      <PageHead
        type="product"
        title={product.seo.title || product.title}
        description={product.seo.description}
        image={product.media[0]?.url}
      />
      <ProductData page={page} />
      <div className="shop-width pt-6">
        <Crumbs trail={trail} />
        <div className="mt-4 grid grid-cols-1 gap-x-14 gap-y-8 md:grid-cols-2 lg:grid-cols-[1.15fr_1fr]">
          <Gallery media={product.media} variantImage={variant.image} />
          <div className="min-w-0">
            <p className="font-medium text-soft">{says.by(product.vendor)}</p>
            <h1 className="display mt-1 text-3xl md:text-4xl">{product.title}</h1>
            <Price variant={variant} tax={page.tax} />
            <Options page={page} chosen={variant} onChoose={choose} />
            <StockWords variant={variant} />
            <AddToCart key={variant.sku} title={product.title} variant={variant} />
            <Description html={product.descriptionHtml} />
            <Facts product={product} variant={variant} />
          </div>
        </div>
      </div>
      {category === null ? null : (
        <Related categories={trail.map(({ handle }) => handle).toReversed()} not={product.handle} />
      )}
    </>
  )
}

/** The deepest category the product stands in, from the top. */
function useTrail(categories: readonly string[]) {
  const { data: tree = [] } = useQuery(categoriesQuery())
  return categories
    .map((handle) => trailTo(handle, tree))
    .reduce((longest, trail) => (trail.length > longest.length ? trail : longest), [])
}

function Gone() {
  const { product, cart, shop } = useWords()
  return (
    <>
      <title>{`${product.gone} · ${shop.name}`}</title>
      <meta name="robots" content="noindex" />
      <Empty
        icon="search"
        title={product.gone}
        action={
          <Link to="/" className={buttonClass()}>
            {cart.goShopping}
          </Link>
        }
      >
        {product.goneAdvice}
      </Empty>
    </>
  )
}
