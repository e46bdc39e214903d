import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { Button } from '#apps/ui/button.tsx'
import { DataTable, type Column } from '#apps/ui/data-table.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { time, words } from '#apps/console/app/format.ts'
import { LastHeard } from '#apps/console/app/last-heard.tsx'
import { Page, Panel } from '#apps/console/app/page.tsx'
import { useMay } from '#apps/console/app/session.ts'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { JobBadge } from '#apps/console/operations/job-badge.tsx'
import { drillsQuery, jobsQuery, type Job } from '#apps/console/operations/operations-queries.ts'

type Drill = { readonly name: string; readonly summary: string }

export function DrillsPage() {
  const { data, error, refetch } = useQuery(drillsQuery())
  const jobs = useQuery(jobsQuery())
  const [chosen, setChosen] = useState<Drill | null>(null)
  const may = useMay()
  const isRunning = jobs.data?.some(({ endedAt }) => endedAt === null) ?? false
  return (
    <Page
      title="Drills"
      lead="A rehearsed bad day on this running store: shoppers buy while it happens, and an audit compares three records."
    >
      <div className="space-y-4">
        {data === undefined ? (
          error === null ? (
            <Skeleton className="h-64 rounded-2xl" />
          ) : (
            <QueryFailed {...{ error }} onRetry={refetch} />
          )
        ) : data.length === 0 ? (
          <Empty icon="shield" title="Nobody rehearses here">
            The processes of this store are not run from this machine.
          </Empty>
        ) : (
          <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
            {data.map((drill) => (
              <li
                key={drill.name}
                className="flex flex-col rounded-2xl border border-line bg-card p-4"
              >
                <h2 className="font-semibold">{words(drill.name)}</h2>
                <p className="mt-1 mb-4 flex-1 text-sm text-soft first-letter:uppercase">
                  {drill.summary}
                </p>
                {may('operations:write') ? (
                  <Button
                    look="plain"
                    size="small"
                    className="self-start"
                    disabled={isRunning}
                    aria-label={`Start ${words(drill.name)}`}
                    onClick={() => setChosen(drill)}
                  >
                    Start
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        )}
        <LastHeard error={jobs.error} dataUpdatedAt={jobs.dataUpdatedAt} />
        <Panel title="Rehearsals and returns since the store started">
          {jobs.data === undefined || jobs.data.length === 0 ? (
            <p className="text-sm text-soft">None yet.</p>
          ) : (
            <DataTable
              caption="Rehearsals and returns"
              columns={columns}
              rows={jobs.data}
              keyOf={({ id }) => id}
            />
          )}
        </Panel>
      </div>
      {chosen === null ? null : <StartDrill drill={chosen} onClose={() => setChosen(null)} />}
    </Page>
  )
}

const columns: readonly Column<Job>[] = [
  {
    head: 'What',
    cell: ({ id, kind, name }) => (
      <Link
        to="/operations/jobs/$id"
        params={{ id }}
        className="font-semibold text-accent underline-offset-4 hover:underline"
      >
        {kind === 'rejoin' ? `Rejoin ${name}` : words(name)}
      </Link>
    ),
  },
  { head: 'Outcome', cell: (job) => <JobBadge {...{ job }} /> },
  { head: 'Started', from: 'sm', cell: ({ startedAt }) => time(startedAt) },
]

function StartDrill({ drill, onClose }: { drill: Drill; onClose: () => void }) {
  const navigate = useNavigate()
  const start = useMutation({
    mutationFn: () => call('POST /v1/admin/operations/drill-runs', { body: { drill: drill.name } }),
    onSuccess: ({ id }) => navigate({ to: '/operations/jobs/$id', params: { id } }),
  })
  return (
    <Confirm
      open
      {...{ onClose }}
      title={words(drill.name)}
      act="Start the drill"
      onAct={() => start.mutate()}
      busy={start.isPending}
      error={start.error}
    >
      <p className="text-sm">On this store, now: {drill.summary}.</p>
      <ol className="list-decimal space-y-2 pl-5 text-sm marker:text-soft">
        <li className="pl-1">A product is made for the drill, and shoppers begin to buy it.</li>
        <li className="pl-1">The bad day happens. Real shoppers live through it as well.</li>
        <li className="pl-1">Everything is made whole again, and the product is retired.</li>
        <li className="pl-1">
          What shoppers were told, what the ledger holds and what the bank’s books say are compared.
        </li>
      </ol>
    </Confirm>
  )
}
