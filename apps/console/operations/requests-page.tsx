import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Badge } from '#apps/ui/badge.tsx'
import { DataTable, TableSkeleton, type Column } from '#apps/ui/data-table.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { FilterBar, FilterChoice, FilterText } from '#apps/console/app/filter-bar.tsx'
import { clock } from '#apps/console/app/format.ts'
import { LastHeard } from '#apps/console/app/last-heard.tsx'
import { Page } from '#apps/console/app/page.tsx'
import { PauseButton, PausedWithin, usePause } from '#apps/console/app/pause.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { TraceLink } from '#apps/console/operations/trace-link.tsx'
import { requestsQuery, type AnsweredRequest } from '#apps/console/operations/operations-queries.ts'

const route = getRouteApi('/inside/operations/requests')
const caption = 'Requests'
const slowMs = 250
const shows = ['failed', 'slow'] as const

export function RequestsPage() {
  const { show, trace } = route.useSearch()
  const navigate = useNavigate({ from: '/operations/requests' })
  const pause = usePause()
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    ...requestsQuery({
      ...(show === 'failed' ? { failed: true } : {}),
      ...(show === 'slow' ? { slowerThanMs: slowMs } : {}),
      ...(trace === undefined ? {} : { trace }),
    }),
    ...pause.options,
  })
  return (
    <Page title="Requests" lead="What both regions answered last, and the trace each belongs to.">
      <FilterBar>
        <FilterText
          label="Id of a trace"
          value={trace ?? ''}
          onChange={(text) =>
            void navigate({ search: (now) => ({ ...now, trace: text === '' ? undefined : text }) })
          }
        />
        <FilterChoice
          label="Which requests"
          all="All requests"
          values={shows}
          value={show}
          nameOf={(value) => (value === 'failed' ? 'Only failures' : `Slower than ${slowMs} ms`)}
          onChange={(value) => void navigate({ search: (now) => ({ ...now, show: value }) })}
        />
        <PauseButton {...{ pause }} />
      </FilterBar>
      {data === undefined ? null : <LastHeard {...{ error, dataUpdatedAt }} />}
      {data === undefined ? (
        error === null ? (
          <TableSkeleton {...{ caption, columns }} />
        ) : (
          <QueryFailed {...{ error }} onRetry={refetch} />
        )
      ) : data.length === 0 ? (
        <Empty icon="check" title="No such request">
          Among the last few hundred of each region, none was like this.
        </Empty>
      ) : (
        <PausedWithin {...{ pause }}>
          <DataTable
            {...{ caption, columns }}
            rows={data}
            keyOf={({ id, region, at }) => `${region} ${id} ${at}`}
          />
        </PausedWithin>
      )}
    </Page>
  )
}

const columns: readonly Column<AnsweredRequest>[] = [
  {
    head: 'Request',
    cell: ({ method, route: path, id, trace }) => (
      <>
        <span className="block font-medium [overflow-wrap:anywhere]">
          {method} {path}
        </span>
        {trace === null ? (
          <span className="block max-w-72 truncate text-xs text-soft">request {id}</span>
        ) : (
          <TraceLink id={trace} />
        )}
      </>
    ),
  },
  {
    head: 'Answer',
    cell: ({ status }) => (
      <Badge look={status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good'}>{status}</Badge>
    ),
  },
  { head: 'Took', isNumber: true, cell: ({ ms }) => `${ms.toFixed(ms < 10 ? 1 : 0)} ms` },
  { head: 'Region', from: 'sm', cell: ({ region }) => region },
  { head: 'At', from: 'md', cell: ({ at }) => clock(at) },
]
