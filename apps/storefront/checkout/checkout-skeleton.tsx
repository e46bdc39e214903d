import { Skeleton } from '#apps/ui/skeleton.tsx'
import { useWords } from '#apps/storefront/words/words.ts'

export function CheckoutSkeleton() {
  const { shop } = useWords()
  return (
    <div className="mt-6 grid gap-x-14 gap-y-6 lg:grid-cols-[1fr_24rem]">
      <p role="status" className="sr-only">
        {shop.loading}
      </p>
      <div className="space-y-4">
        {[0, 1, 2, 3, 4, 5].map((at) => (
          <Skeleton key={at} className="h-12 rounded-xl" />
        ))}
      </div>
      <Skeleton className="h-72 rounded-3xl" />
    </div>
  )
}
