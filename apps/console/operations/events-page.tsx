import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Empty } from '#apps/ui/notice.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { FilterBar, FilterText } from '#apps/console/app/filter-bar.tsx'
import { time } from '#apps/console/app/format.ts'
import { LastHeard } from '#apps/console/app/last-heard.tsx'
import { Page } from '#apps/console/app/page.tsx'
import { PauseButton, PausedWithin, usePause } from '#apps/console/app/pause.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { TraceLink } from '#apps/console/operations/trace-link.tsx'
import { eventsQuery, type LoggedEvent } from '#apps/console/operations/operations-queries.ts'

const route = getRouteApi('/inside/operations/events')

export function EventsPage() {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/operations/events' })
  const pause = usePause()
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    ...eventsQuery(search),
    ...pause.options,
  })
  const ask = (name: 'document' | 'type' | 'q') => (text: string) =>
    void navigate({ search: (now) => ({ ...now, [name]: text === '' ? undefined : text }) })
  return (
    <Page
      title="Event log"
      lead="With an id, every event of that document. Without, what arrived in this region lately."
    >
      <FilterBar>
        <FilterText
          label="Id of a document"
          value={search.document ?? ''}
          onChange={ask('document')}
        />
        <FilterText label="Part of a type" value={search.type ?? ''} onChange={ask('type')} />
        <FilterText label="Text in the event" value={search.q ?? ''} onChange={ask('q')} />
        <PauseButton {...{ pause }} />
      </FilterBar>
      {data === undefined ? null : <LastHeard {...{ error, dataUpdatedAt }} />}
      {data === undefined ? (
        error === null ? (
          <div className="space-y-2">
            {Array.from({ length: 8 }, (_, row) => (
              <Skeleton key={row} className="h-12 rounded-xl" />
            ))}
          </div>
        ) : (
          <QueryFailed {...{ error }} onRetry={refetch} />
        )
      ) : data.length === 0 ? (
        <Empty icon="list" title="No event fits">
          Events appear here as they arrive. Give an id to read one document’s whole history.
        </Empty>
      ) : (
        <PausedWithin {...{ pause }}>
          <ol className="divide-y divide-line rounded-2xl border border-line bg-card">
            {data.map((event) => (
              <Line key={event.id} {...{ event }} />
            ))}
          </ol>
        </PausedWithin>
      )}
    </Page>
  )
}

function Line({ event: { type, documentId, version, at, trace, data } }: { event: LoggedEvent }) {
  return (
    <li>
      <details className="group">
        <summary className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2 text-sm hover:bg-sunken/50">
          <span className="min-w-52 font-medium">{type}</span>
          <span className="min-w-0 flex-1 basis-52 truncate text-soft">
            {documentId} · version {version}
          </span>
          <time dateTime={at} className="text-xs text-soft">
            {time(at)}
          </time>
        </summary>
        <div className="border-t border-line bg-sunken/50 px-4 py-3">
          {trace === null ? null : (
            <p className="mb-2">
              <TraceLink id={traceIdOf(trace)} />
            </p>
          )}
          <pre
            role="region"
            aria-label={`What ${type} says`}
            tabIndex={0}
            className="max-h-80 overflow-auto text-xs"
          >
            {JSON.stringify(data, null, 2)}
          </pre>
        </div>
      </details>
    </li>
  )
}

/** Events carry a W3C traceparent: version, trace, span and flags. */
const traceIdOf = (traceparent: string): string => traceparent.split('-')[1] ?? ''
