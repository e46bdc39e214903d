import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { DataTable, TableSkeleton, type Column } from '#apps/ui/data-table.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { time, words } from '#apps/console/app/format.ts'
import { Pager } from '#apps/console/app/pager.tsx'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { SettingsPage } from '#apps/console/settings/settings-tabs.tsx'
import { identity } from '#apps/console/staff/identity-api.ts'
import type { AuditView } from '#services/identity/contract.ts'

const route = getRouteApi('/inside/settings/audit')
const caption = 'What staff did'

export function AuditPage() {
  const search = route.useSearch()
  const { cursor } = search
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['audit', cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => identity.audit(cursor === undefined ? {} : { cursor }, signal),
  })
  return (
    <SettingsPage lead="Who changed what about staff and keys, the newest first.">
      {data === undefined ? (
        error === null ? (
          <TableSkeleton {...{ caption, columns }} />
        ) : (
          <QueryFailed {...{ error }} onRetry={refetch} />
        )
      ) : data.items.length === 0 ? (
        <Empty icon="list" title="Nothing yet">
          Sign-ins, invitations, changed roles and keys are written down here.
        </Empty>
      ) : (
        <DataTable
          {...{ caption, columns }}
          rows={data.items}
          keyOf={({ id }) => id}
          isStale={isPlaceholderData}
        />
      )}
      <Pager paged={search} next={data?.next} />
    </SettingsPage>
  )
}

const columns: readonly Column<AuditView>[] = [
  {
    head: 'What',
    cell: ({ action, subject, detail, at }) => (
      <>
        <span className="block font-medium">{words(action)}</span>
        <span className="block text-xs text-soft [overflow-wrap:anywhere]">{subject}</span>
        <span className="block text-xs text-soft [overflow-wrap:anywhere] md:hidden">{detail}</span>
        <span className="block text-xs text-soft sm:hidden">{time(at)}</span>
      </>
    ),
  },
  { head: 'By', cell: ({ by }) => by },
  { head: 'Detail', from: 'md', cell: ({ detail }) => detail },
  { head: 'At', from: 'sm', cell: ({ at }) => time(at) },
]
