import { useQuery } from '@tanstack/react-query'
import { Badge, type BadgeLook } from '#apps/ui/badge.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { count, percent } from '#apps/console/app/format.ts'
import { LastHeard } from '#apps/console/app/last-heard.tsx'
import { Page } from '#apps/console/app/page.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { Bars } from '#apps/console/app/bars.tsx'
import { objectivesQuery, type Objective } from '#apps/console/operations/operations-queries.ts'

const whole = 1_000_000

const about: Readonly<Record<Objective['name'], { title: string; says: string; what: string }>> = {
  answers: {
    title: 'Answers',
    says: 'Requests answered without a failure of ours',
    what: 'failed',
  },
  checkouts: {
    title: 'Checkouts',
    says: 'Orders taken, or refused for a reason, without a failure of ours',
    what: 'failed',
  },
  reads: { title: 'Speed', says: 'Reads answered within 250 ms by their region', what: 'slow' },
}

export function HealthPage() {
  const { data, error, refetch, dataUpdatedAt } = useQuery(objectivesQuery())
  return (
    <Page
      title="Objectives"
      lead="What shoppers were promised, over the last 24 hours in both regions, and how much of it may still go wrong."
    >
      {data === undefined ? null : <LastHeard {...{ error, dataUpdatedAt }} />}
      {data !== undefined ? (
        <div className="grid gap-4 lg:grid-cols-3">
          {data.map((objective) => (
            <Card key={objective.name} {...{ objective }} />
          ))}
        </div>
      ) : error === null ? (
        <div className="grid gap-4 lg:grid-cols-3">
          <Skeleton className="h-64 rounded-2xl" />
          <Skeleton className="h-64 rounded-2xl" />
          <Skeleton className="h-64 rounded-2xl" />
        </div>
      ) : (
        <QueryFailed {...{ error }} onRetry={refetch} />
      )}
    </Page>
  )
}

function Card({ objective }: { objective: Objective }) {
  const { name, targetPpm, counted, bad, budgetLeftPpm, badByHour } = objective
  const { title, says, what } = about[name]
  const left = Math.max(0, budgetLeftPpm) / whole
  const look: BadgeLook = budgetLeftPpm <= 0 ? 'bad' : left < 0.25 ? 'warn' : 'good'
  const colour = { good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad', plain: '', info: '' }[look]
  const reached = counted === 0 ? null : 1 - bad / counted
  return (
    <section className="rounded-2xl border border-line bg-card p-5">
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold">{title}</h2>
        <Badge {...{ look }}>
          {budgetLeftPpm <= 0 ? 'Overdrawn' : look === 'warn' ? 'Running out' : 'Within budget'}
        </Badge>
      </div>
      <p className="mt-1 min-h-10 text-sm text-soft">{says}</p>
      <p className="mt-3 flex items-baseline gap-2">
        <span className="display text-3xl tabular-nums">
          {reached === null ? '–' : percent(reached, reached === 1 ? 0 : 2)}
        </span>
        <span className="text-sm text-soft">of {percent(targetPpm / whole, 2)} promised</span>
      </p>
      <div className="mt-4">
        <div className="flex justify-between text-xs text-soft">
          <span>Error budget left</span>
          <span className="tabular-nums">{percent(left)}</span>
        </div>
        <div className="mt-1.5 h-2 overflow-hidden rounded-full bg-sunken">
          <div className={`h-full rounded-full ${colour}`} style={{ width: percent(left, 1) }} />
        </div>
      </div>
      <p className="mt-4 text-xs text-soft">
        {count(bad)} {what} of {count(counted)}, by the hour
      </p>
      <Bars
        label={`${title}: ${what} by the hour`}
        of={badByHour.map((value, hour) => ({ name: `${24 - hour} h ago`, value }))}
        height={56}
        format={count}
      />
    </section>
  )
}
