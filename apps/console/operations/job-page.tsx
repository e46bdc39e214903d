import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Button, Spinner } from '#apps/ui/button.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { count, time, words } from '#apps/console/app/format.ts'
import { LastHeard } from '#apps/console/app/last-heard.tsx'
import { Facts, Page, Panel } from '#apps/console/app/page.tsx'
import { saveFile } from '#apps/console/app/save-file.ts'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { JobBadge } from '#apps/console/operations/job-badge.tsx'
import { jobQuery, type Job } from '#apps/console/operations/operations-queries.ts'

const route = getRouteApi('/inside/operations/jobs/$id')
const back = { to: '/operations/drills', label: 'Drills' } as const

export function JobPage() {
  const { id } = route.useParams()
  const { data, error, refetch, dataUpdatedAt } = useQuery(jobQuery(id))
  if (data !== undefined)
    return <Shown job={data} notice={<LastHeard {...{ error, dataUpdatedAt }} />} />
  return (
    <Page title="Rehearsal" {...{ back }}>
      {error === null ? (
        <Skeleton className="h-80 rounded-2xl" />
      ) : (
        <QueryFailed {...{ error }} onRetry={refetch} />
      )}
    </Page>
  )
}

function Shown({ job, notice }: { job: Job; notice: ReactNode }) {
  const { kind, name, startedAt, endedAt, lines, error, report } = job
  return (
    <Page
      title={kind === 'rejoin' ? `Rejoin ${name}` : words(name)}
      {...{ back }}
      beside={<JobBadge {...{ job }} />}
      lead={`Started ${time(startedAt)}${endedAt === null ? '' : `, ended ${time(endedAt)}`}`}
      actions={
        report === null ? undefined : (
          <Button
            look="plain"
            size="small"
            onClick={() =>
              saveFile(
                `${name}-${startedAt.slice(0, 19).replaceAll(':', '-')}.json`,
                'application/json',
                `${JSON.stringify(report, null, 2)}\n`,
              )
            }
          >
            <Icon name="download" className="size-4" />
            Save the report
          </Button>
        )
      }
    >
      {notice}
      <div className="space-y-4">
        {error === null ? null : (
          <Notice look="bad" title="It could not be carried through">
            {error}
          </Notice>
        )}
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <Panel title="What happens" aside={endedAt === null ? <Spinner /> : undefined}>
            <ol role="log" aria-label="What happens" className="space-y-1.5 text-sm">
              {lines.map(({ atMs, what }) => (
                <li key={`${atMs} ${what}`} className="flex gap-3">
                  <span className="w-16 shrink-0 text-right text-soft tabular-nums">
                    {(atMs / 1_000).toFixed(1)} s
                  </span>
                  <span className="min-w-0 [overflow-wrap:anywhere]">{what}</span>
                </li>
              ))}
            </ol>
            {lines.length === 0 ? <p className="text-sm text-soft">It begins …</p> : null}
          </Panel>
          {report === null ? null : <Audit report={report as unknown as AuditReport} />}
        </div>
      </div>
    </Page>
  )
}

/** What the console shows of the audit; the saved report has all of it. */
interface AuditReport {
  readonly bought: number
  readonly lostOrders: number
  readonly duplicateCharges: number
  readonly oversoldUnits: number
  readonly orphanedAuthorizations: number
  readonly staleWrites: number
  readonly rtoMs: number
  readonly survivorsWaitMs: number
  readonly regionsEqual: boolean
  readonly findings: readonly {
    readonly promise: string
    readonly says: string
    readonly examples: readonly string[]
  }[]
}

function Audit({ report }: { report: AuditReport }) {
  return (
    <Panel title="The audit">
      <Facts
        of={[
          ['Orders confirmed', count(report.bought)],
          ['Acknowledged orders lost (RPO)', count(report.lostOrders)],
          ['Longest time nobody could buy (RTO)', `${count(report.rtoMs)} ms`],
          ['Longest wait in the unharmed region', `${count(report.survivorsWaitMs)} ms`],
          ['Duplicate charges', count(report.duplicateCharges)],
          ['Orphaned authorizations', count(report.orphanedAuthorizations)],
          ['Units oversold', count(report.oversoldUnits)],
          ['Writes under a stale epoch', count(report.staleWrites)],
          ['Regions equal, row for row', report.regionsEqual ? 'yes' : 'no'],
        ]}
      />
      {report.findings.map(({ promise, says, examples }) => (
        <div key={`${promise} ${says}`} className="mt-3">
          <Notice look="bad" title={`${promise}: ${says}`}>
            {examples.slice(0, 5).map((example) => (
              <p key={example}>{example}</p>
            ))}
          </Notice>
        </div>
      ))}
    </Panel>
  )
}
