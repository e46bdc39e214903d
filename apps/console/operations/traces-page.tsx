import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Badge } from '#apps/ui/badge.tsx'
import { DataTable, TableSkeleton, type Column } from '#apps/ui/data-table.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { FilterBar, FilterChoice, FilterText } from '#apps/console/app/filter-bar.tsx'
import { clock, duration, plural } from '#apps/console/app/format.ts'
import { LastHeard } from '#apps/console/app/last-heard.tsx'
import { Page } from '#apps/console/app/page.tsx'
import { PauseButton, PausedWithin, usePause } from '#apps/console/app/pause.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import {
  tracesQuery,
  type Trace,
  type TracesAsked,
} from '#apps/console/operations/operations-queries.ts'
import {
  durations,
  statusClasses,
  type TraceSearch,
} from '#apps/console/operations/operations-search.ts'
import { SilentRegions } from '#apps/console/operations/silent-regions.tsx'

const route = getRouteApi('/inside/operations/traces')
const caption = 'Traces'

export function TracesPage() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/operations/traces' })
  const pause = usePause()
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    ...tracesQuery(askedBy(search)),
    ...pause.options,
  })
  const choose = (change: TraceSearch) =>
    void navigate({ search: (now) => ({ ...now, ...change }) })
  return (
    <Page
      title="Traces"
      lead="What followed from each request, over both regions. Each remembers its last few hundred, for an hour."
    >
      <FilterBar>
        <FilterText
          label="Part of a route"
          value={search.route ?? ''}
          onChange={(text) => choose({ route: text === '' ? undefined : text })}
        />
        <FilterChoice
          label="Answer"
          all="Any answer"
          values={statusClasses}
          value={search.status}
          nameOf={(value) => `Answered ${value}`}
          onChange={(status) => choose({ status })}
        />
        <FilterChoice
          label="Duration"
          all="Any duration"
          values={durations}
          value={search.slower}
          nameOf={(value) => `Took ${duration(Number(value))} or more`}
          onChange={(slower) => choose({ slower })}
        />
        <FilterChoice
          label="Failures"
          all="Failed or not"
          values={['failed']}
          value={search.failed === true ? 'failed' : undefined}
          nameOf={() => 'With failures'}
          onChange={(value) => choose({ failed: value === undefined ? undefined : true })}
        />
        <PauseButton {...{ pause }} />
      </FilterBar>
      {data === undefined ? (
        error === null ? (
          <TableSkeleton {...{ caption, columns }} />
        ) : (
          <QueryFailed {...{ error }} onRetry={refetch} />
        )
      ) : (
        <>
          <LastHeard {...{ error, dataUpdatedAt }} />
          <SilentRegions codes={data.silent} />
          {data.items.length === 0 ? (
            <Empty icon="waterfall" title="No such trace">
              None that is remembered is like this. Order something, and it is here.
            </Empty>
          ) : (
            <PausedWithin {...{ pause }}>
              <DataTable {...{ caption, columns }} rows={data.items} keyOf={({ id }) => id} />
            </PausedWithin>
          )}
        </>
      )}
    </Page>
  )
}

const askedBy = ({ route: part, status, slower, failed }: TraceSearch): TracesAsked => ({
  ...(part === undefined ? {} : { route: part }),
  ...(status === undefined ? {} : { status }),
  ...(slower === undefined ? {} : { slowerThanMs: Number(slower) }),
  ...(failed === undefined ? {} : { failed }),
})

const columns: readonly Column<Trace>[] = [
  {
    head: 'Began with',
    cell: ({ id, name, spans, regions }) => (
      <>
        <Link
          to="/operations/traces/$id"
          params={{ id }}
          className="block font-medium [overflow-wrap:anywhere] hover:underline"
        >
          {name}
        </Link>
        <span className="block text-xs text-soft">
          {plural(spans, 'span')} in {regions.join(' and ')}
        </span>
      </>
    ),
  },
  {
    head: 'Answer',
    cell: ({ status, failed }) =>
      failed > 0 ? (
        <Badge look="bad">{plural(failed, 'failure')}</Badge>
      ) : status === null ? (
        <span className="text-soft">none</span>
      ) : (
        <Badge look={status >= 400 ? 'warn' : 'good'}>{status}</Badge>
      ),
  },
  {
    head: 'Answered in',
    isNumber: true,
    from: 'md',
    cell: ({ answeredMs }) => duration(answeredMs),
  },
  { head: 'All over in', isNumber: true, cell: ({ ms }) => duration(ms) },
  { head: 'At', from: 'sm', cell: ({ startedAt }) => clock(startedAt) },
]
