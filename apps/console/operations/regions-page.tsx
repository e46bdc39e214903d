import { useQuery } from '@tanstack/react-query'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { LastHeard } from '#apps/console/app/last-heard.tsx'
import { Facts, Page, Panel } from '#apps/console/app/page.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { regionsQuery, type Region } from '#apps/console/operations/operations-queries.ts'
import { cityOf } from '#apps/console/operations/places.ts'
import { RegionCard } from '#apps/console/operations/region-card.tsx'
import { RegionMap } from '#apps/console/operations/region-map.tsx'

export function RegionsPage() {
  const { data, error, refetch, dataUpdatedAt } = useQuery(regionsQuery())
  return (
    <Page
      title="Regions"
      lead="Who may write what, right now. Each document has one home, and one region serves it."
    >
      {data === undefined ? null : <LastHeard {...{ error, dataUpdatedAt }} />}
      {data !== undefined ? (
        <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[1fr_23rem]">
          <div className="space-y-4">
            <div className="overflow-hidden rounded-2xl border border-line bg-card p-3">
              <RegionMap regions={data} />
            </div>
            <Homes regions={data} />
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

/** Whose documents are written where. */
function Homes({ regions }: { regions: readonly Region[] }) {
  return (
    <Panel title="Homes">
      <p className="mb-3 text-sm text-soft">
        What a shopper makes belongs to the region they stay in, and stock is one share per region.
      </p>
      <Facts
        of={regions.map(({ code, name }) => {
          const serving = regions.find(({ serves }) => serves.includes(code))
          const says =
            serving === undefined
              ? 'written nowhere at the moment'
              : `written in ${cityOf(serving.name)}`
          return [`${cityOf(name)} (${code})`, says]
        })}
      />
    </Panel>
  )
}
