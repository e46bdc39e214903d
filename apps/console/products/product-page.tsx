import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { Page } from '#apps/console/app/page.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { ProductForm } from '#apps/console/products/product-form.tsx'
import { productQuery } from '#apps/console/products/product-queries.ts'

const route = getRouteApi('/inside/products/$handle')

export function ProductPage() {
  const { handle } = route.useParams()
  const { data, error, refetch } = useQuery({
    ...productQuery(handle),
    // What is being typed must not be swept away.
    refetchOnWindowFocus: false,
  })
  if (data !== undefined) return <ProductForm key={data.product.handle} loaded={data} />
  return (
    <Page title="Product" back={{ to: '/products', label: 'Products' }}>
      {error === null ? (
        <Skeleton className="h-96 rounded-2xl" />
      ) : (
        <QueryFailed {...{ error }} onRetry={refetch} />
      )}
    </Page>
  )
}

export function NewProductPage() {
  return <ProductForm loaded={null} />
}
