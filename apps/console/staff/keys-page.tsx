import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '#apps/ui/badge.tsx'
import { Button } from '#apps/ui/button.tsx'
import { DataTable, TableSkeleton, type Column } from '#apps/ui/data-table.tsx'
import { Empty } from '#apps/ui/notice.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { day, plural } from '#apps/console/app/format.ts'
import { Pager } from '#apps/console/app/pager.tsx'
import { useMay } from '#apps/console/app/session.ts'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { SettingsPage } from '#apps/console/settings/settings-tabs.tsx'
import { identity } from '#apps/console/staff/identity-api.ts'
import type { KeyView } from '#services/identity/contract.ts'
import { KeyDialog } from '#apps/console/staff/key-dialog.tsx'

const route = getRouteApi('/inside/settings/keys')
const caption = 'API keys'
const keysKey = ['api-keys'] as const

export function KeysPage() {
  const search = route.useSearch()
  const { cursor } = search
  const may = useMay()
  const queries = useQueryClient()
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: [...keysKey, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => identity.keys(cursor === undefined ? {} : { cursor }, signal),
  })
  const [isMaking, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<KeyView | null>(null)
  const isOpen = may('keys:write')
  const columns: readonly Column<KeyView>[] = [
    {
      head: 'Key',
      cell: ({ name, hint }) => (
        <>
          <span className="block font-semibold">{name}</span>
          <span className="block font-mono text-xs text-soft">{hint}</span>
        </>
      ),
    },
    { head: 'Kind', from: 'sm', cell: ({ kind }) => kind },
    {
      head: 'May do',
      from: 'md',
      cell: ({ permissions }) => plural(permissions.length, 'thing'),
    },
    { head: 'Made', from: 'lg', cell: ({ createdAt }) => day(createdAt) },
    {
      head: 'Status',
      cell: (key) =>
        key.revokedAt !== null ? (
          <Badge>Revoked</Badge>
        ) : isOpen ? (
          <Button
            look="plain"
            size="small"
            aria-label={`Revoke ${key.name}`}
            onClick={() => setRevoking(key)}
          >
            Revoke
          </Button>
        ) : (
          <Badge look="good">In use</Badge>
        ),
    },
  ]
  return (
    <SettingsPage
      lead="For programs. A key is shown once and kept as a digest."
      actions={
        isOpen ? (
          <Button size="small" onClick={() => setMaking(true)}>
            Make a key
          </Button>
        ) : undefined
      }
    >
      {data === undefined ? (
        error === null ? (
          <TableSkeleton {...{ caption, columns }} rows={3} />
        ) : (
          <QueryFailed {...{ error }} onRetry={refetch} />
        )
      ) : data.items.length === 0 ? (
        <Empty icon="key" title="No keys">
          Programs that act for the shop show one of these instead of signing in.
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
      {isMaking ? (
        <KeyDialog
          onDone={() => void queries.invalidateQueries({ queryKey: keysKey })}
          onClose={() => setMaking(false)}
        />
      ) : null}
      {revoking === null ? null : (
        <RevokeDialog
          of={revoking}
          onDone={() => void queries.invalidateQueries({ queryKey: keysKey })}
          onClose={() => setRevoking(null)}
        />
      )}
    </SettingsPage>
  )
}

function RevokeDialog({
  of: { id, name },
  onDone,
  onClose,
}: {
  readonly of: KeyView
  readonly onDone: () => void
  readonly onClose: () => void
}) {
  const revoke = useMutation({
    mutationFn: () => identity.revokeKey(id),
    onSuccess: () => {
      toast(`${name} opens nothing any more`)
      onDone()
      onClose()
    },
  })
  return (
    <Confirm
      open
      {...{ onClose }}
      title={`Revoke ${name}`}
      act="Revoke the key"
      onAct={() => revoke.mutate()}
      busy={revoke.isPending}
      error={revoke.error}
      isGrave
    >
      <p className="text-sm">
        Programs that show it are refused from now on. This cannot be undone.
      </p>
    </Confirm>
  )
}
