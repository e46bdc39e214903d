import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Badge } from '#apps/ui/badge.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { duration, plural } from '#apps/console/app/format.ts'
import { LastHeard } from '#apps/console/app/last-heard.tsx'
import { Page } from '#apps/console/app/page.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { traceQuery } from '#apps/console/operations/operations-queries.ts'
import { SilentRegions } from '#apps/console/operations/silent-regions.tsx'
import { Waterfall } from '#apps/console/operations/waterfall.tsx'

const route = getRouteApi('/inside/operations/traces/$id')
const back = { to: '/operations/traces', label: 'Traces' } as const

export function TracePage() {
  const { id } = route.useParams()
  const { span } = route.useSearch()
  const navigate = useNavigate({ from: '/operations/traces/$id' })
  const { data, error, refetch, dataUpdatedAt } = useQuery(traceQuery(id))
  if (data === undefined) {
    return (
      <Page title="Trace" {...{ back }}>
        {error === null ? (
          <Skeleton className="h-96 rounded-2xl" />
        ) : (
          <QueryFailed {...{ error }} onRetry={refetch} />
        )}
      </Page>
    )
  }
  const { spans, silent } = data
  const failed = spans.filter((each) => each.error !== null).length
  const regions = [...new Set(spans.map(({ region }) => region))]
  const totalMs = Math.max(...spans.map(({ offsetMs, ms }) => offsetMs + ms))
  return (
    <Page
      title={spans[0]?.name ?? 'Trace'}
      beside={failed > 0 ? <Badge look="bad">{plural(failed, 'failure')}</Badge> : undefined}
      lead={
        <span className="[overflow-wrap:anywhere]">
          {plural(spans.length, 'span')} in {regions.join(' and ')}, over after {duration(totalMs)}.
          Trace {id}
        </span>
      }
      {...{ back }}
    >
      <LastHeard {...{ error, dataUpdatedAt }} />
      <SilentRegions codes={silent} />
      <Waterfall
        {...{ spans, totalMs }}
        open={span}
        onOpen={(next) =>
          void navigate({ search: { span: next }, replace: true, resetScroll: false })
        }
      />
    </Page>
  )
}
