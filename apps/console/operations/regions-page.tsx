import { useQuery } from '@tanstack/react-query'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { Page } from '#apps/console/app/page.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { regionsQuery } from '#apps/console/operations/operations-queries.ts'
import { RegionCard } from '#apps/console/operations/region-card.tsx'
import { RegionMap } from '#apps/console/operations/region-map.tsx'

export function RegionsPage() {
  const { data, error, refetch } = useQuery(regionsQuery())
  return (
    <Page
      title="Regions"
      lead="Who may write what, right now. Each document has one home, and one region serves it."
    >
      {data !== undefined ? (
        <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[1fr_23rem]">
          <div className="overflow-hidden rounded-2xl border border-line bg-card p-3">
            <RegionMap regions={data} />
          </div>
          <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-1">
            {data.map((region) => (
              <RegionCard key={region.code} {...{ region }} all={data} />
            ))}
          </div>
        </div>
      ) : error === null ? (
        <div className="grid gap-4 xl:grid-cols-[1fr_23rem]">
          <Skeleton className="h-96 rounded-2xl" />
          <Skeleton className="h-96 rounded-2xl" />
        </div>
      ) : (
        <QueryFailed {...{ error }} onRetry={refetch} />
      )}
    </Page>
  )
}
