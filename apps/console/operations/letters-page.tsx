import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { DataTable, TableSkeleton, type Column } from '#apps/ui/data-table.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { time } from '#apps/console/app/format.ts'
import { LastHeard } from '#apps/console/app/last-heard.tsx'
import { Page } from '#apps/console/app/page.tsx'
import { Pager } from '#apps/console/app/pager.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { LetterDialog } from '#apps/console/operations/letter-dialog.tsx'
import {
  deadLettersQuery,
  regionsQuery,
  type DeadLetter,
} from '#apps/console/operations/operations-queries.ts'
import { cityOf } from '#apps/console/operations/places.ts'

const route = getRouteApi('/inside/operations/dead-letters')
const caption = 'Dead letters'

export function LettersPage() {
  const search = route.useSearch()
  const regions = useQuery(regionsQuery())
  const region = search.region ?? regions.data?.[0]?.code
  const [open, setOpen] = useState<DeadLetter | null>(null)
  const columns: readonly Column<DeadLetter>[] = [
    {
      head: 'Delivery',
      cell: (letter) => (
        <>
          <span className="block font-medium">{letter.subscription}</span>
          <span className="block max-w-80 truncate text-xs text-soft">{letter.documentId}</span>
        </>
      ),
    },
    {
      head: 'What went wrong',
      from: 'md',
      cell: ({ error }) => <span className="block max-w-96 truncate">{error}</span>,
    },
    { head: 'Died', from: 'sm', cell: ({ diedAt }) => time(diedAt) },
    {
      head: 'Decide',
      cell: (letter) => (
        <Button look="plain" size="small" onClick={() => setOpen(letter)}>
          Open
        </Button>
      ),
    },
  ]
  return (
    <Page
      title="Queues and dead letters"
      lead="What was asked for and has still to happen. A delivery that failed at every attempt waits here for a person."
    >
      <LastHeard error={regions.error} dataUpdatedAt={regions.dataUpdatedAt} />
      <div className="mb-5 grid gap-3 sm:grid-cols-2">
        {(regions.data ?? []).map(({ code, name, pending, dead, standing }) => (
          <Link
            key={code}
            to="/operations/dead-letters"
            search={{ region: code }}
            aria-current={code === region ? 'true' : undefined}
            className="rounded-2xl border border-line bg-card p-4 transition-colors hover:border-strong-line aria-[current=true]:border-accent"
          >
            <span className="block text-sm font-semibold">{cityOf(name)}</span>
            <span className="mt-2 flex gap-6 text-sm text-soft">
              {standing === 'silent' ? (
                <span>Silent: what it serves cannot be read</span>
              ) : (
                <>
                  <Figure value={pending} says="waiting" />
                  <Figure value={dead} says="dead" isBad={dead > 0} />
                </>
              )}
            </span>
          </Link>
        ))}
      </div>
      {region === undefined ? (
        regions.error === null ? (
          <TableSkeleton {...{ caption, columns }} rows={3} />
        ) : (
          <QueryFailed error={regions.error} onRetry={regions.refetch} />
        )
      ) : (
        <Letters {...{ region, columns }} cursor={search.cursor} page={search.page} />
      )}
      {open === null ? null : <LetterDialog letter={open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function Figure({ value, says, isBad = false }: { value: number; says: string; isBad?: boolean }) {
  return (
    <span className="flex items-baseline gap-1.5">
      <span className={`display text-2xl tabular-nums ${isBad ? 'text-bad' : 'text-ink'}`}>
        {value}
      </span>
      {says}
    </span>
  )
}

function Letters({
  region,
  cursor,
  page,
  columns,
}: {
  readonly region: string
  readonly cursor: string | undefined
  readonly page: number | undefined
  readonly columns: readonly Column<DeadLetter>[]
}) {
  const { data, error, refetch, dataUpdatedAt } = useQuery(deadLettersQuery(region, cursor))
  if (data === undefined)
    return error === null ? (
      <TableSkeleton {...{ caption, columns }} rows={3} />
    ) : (
      <QueryFailed {...{ error }} onRetry={refetch} />
    )
  if (data.items.length === 0 && cursor !== undefined)
    return (
      <Navigate
        to="/operations/dead-letters"
        search={(now) => ({ ...now, cursor: undefined, page: undefined })}
        replace
      />
    )
  if (data.items.length === 0)
    return (
      <Empty icon="check" title="No dead letters">
        Everything that was asked for here has happened, or is being tried.
      </Empty>
    )
  return (
    <>
      <LastHeard {...{ error, dataUpdatedAt }} />
      <DataTable {...{ caption, columns }} rows={data.items} keyOf={({ id }) => id} />
      <Pager paged={{ cursor, page }} next={data.next} />
    </>
  )
}
