import { lazy, Suspense } from 'react'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { loadSafeHtml } from '#apps/storefront/product/load-safe-html.ts'

const SafeHtml = lazy(async () => ({
  default: (await loadSafeHtml()).SafeHtml,
}))

export function Description({ html }: { html: string }) {
  if (html === '') return null
  return (
    <div className="mt-8 border-t border-line pt-6">
      <Suspense fallback={<DescriptionSkeleton />}>
        <SafeHtml html={html} />
      </Suspense>
    </div>
  )
}

function DescriptionSkeleton() {
  return (
    <div className="space-y-2.5">
      <Skeleton className="h-4" />
      <Skeleton className="h-4 w-11/12" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  )
}
