import { Skeleton } from '#apps/ui/skeleton.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

export function ProductSkeleton() {
  const { shop } = useWords()
  return (
    <div className="shop-width pt-6">
      <p role="status" className="sr-only">
        {shop.loading}
      </p>
      <Skeleton className="h-5 w-40" />
      <div className="mt-4 grid grid-cols-1 gap-x-14 gap-y-8 md:grid-cols-2 lg:grid-cols-[1.15fr_1fr]">
        <Skeleton className="aspect-square rounded-3xl" />
        <div className="space-y-5">
          <Skeleton className="h-5 w-32" />
          <Skeleton className="h-11 w-4/5" />
          <Skeleton className="h-8 w-28" />
          <Skeleton className="h-11 w-3/5 rounded-full" />
          <Skeleton className="h-13 rounded-full" />
          <Skeleton className="h-32" />
        </div>
      </div>
    </div>
  )
}
