import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '#apps/ui/badge.tsx'
import { Button } from '#apps/ui/button.tsx'
import { CheckRow } from '#apps/ui/choice.tsx'
import { DataTable, TableSkeleton, type Column } from '#apps/ui/data-table.tsx'
import { Select } from '#apps/ui/field.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { time, words } from '#apps/console/app/format.ts'
import { Panel } from '#apps/console/app/page.tsx'
import { Pager } from '#apps/console/app/pager.tsx'
import { sessionQuery, useMay } from '#apps/console/app/session.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { QueryFailed } from '#apps/console/app/trouble-pages.tsx'
import { SettingsPage } from '#apps/console/settings/settings-tabs.tsx'
import { identity } from '#apps/console/staff/identity-api.ts'
import type { StaffView } from '#services/identity/contract.ts'
import { InviteDialog } from '#apps/console/staff/invite-dialog.tsx'
import { ResetDialog, type Resetting } from '#apps/console/staff/reset-dialog.tsx'

const route = getRouteApi('/inside/settings/staff')
const caption = 'Staff'
const staffKey = ['staff'] as const

export function StaffPage() {
  const search = route.useSearch()
  const { cursor } = search
  const may = useMay()
  const queries = useQueryClient()
  const me = useQuery(sessionQuery()).data
  const staff = useQuery({
    queryKey: [...staffKey, cursor],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => identity.staff(cursor === undefined ? {} : { cursor }, signal),
  })
  const roles = useQuery({ queryKey: ['roles'], queryFn: ({ signal }) => identity.roles(signal) })
  const rules = useQuery({
    queryKey: ['staff-rules'],
    queryFn: ({ signal }) => identity.rules(signal),
  })
  // Shown at once: names that turn into fields, and rules that come later, move what is already used.
  const isKnown = !roles.isPending && !rules.isPending
  const [isInviting, setInviting] = useState(false)
  const [resetting, setResetting] = useState<Resetting | null>(null)
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: staffKey })
      void queries.invalidateQueries({ queryKey: ['staff-rules'] })
      toast('Done')
    },
    onError: (error) => toast(troubleIn(error), 'bad'),
  })
  const isOpen = may('staff:write')
  const columns: readonly Column<StaffView>[] = [
    {
      head: 'Person',
      cell: ({ name, email }) => (
        <>
          <span className="block font-semibold">{name}</span>
          <span className="block max-w-56 truncate text-xs text-soft">{email}</span>
        </>
      ),
    },
    {
      head: 'Role',
      cell: ({ id, role, name }) =>
        isOpen && id !== me?.id && roles.data !== undefined ? (
          <Select
            aria-label={`Role of ${name}`}
            value={role}
            className="min-w-32 text-sm"
            onChange={(event) =>
              act.mutate(() => identity.changeStaff(id, { role: event.target.value }))
            }
          >
            {roles.data.map((each) => (
              <option key={each.name} value={each.name}>
                {words(each.name)}
              </option>
            ))}
          </Select>
        ) : (
          words(role)
        ),
    },
    {
      head: 'Status',
      from: 'sm',
      cell: ({ status }) => (
        <Badge look={status === 'active' ? 'good' : status === 'invited' ? 'info' : 'plain'}>
          {words(status)}
        </Badge>
      ),
    },
    {
      head: 'Second factor',
      from: 'lg',
      cell: ({ totp }) => (totp ? 'Set up' : 'Not set up'),
    },
    {
      head: 'Last sign-in',
      from: 'lg',
      cell: ({ lastSignInAt }) => (lastSignInAt === null ? 'never' : time(lastSignInAt)),
    },
    ...(isOpen
      ? [
          {
            head: 'Change',
            cell: ({ id, status, name, role, email }: StaffView) => (
              <StaffActs
                {...{ status, name, role }}
                isOneself={id === me?.id}
                onReset={() => setResetting({ id, name, email })}
                onInvite={() => act.mutate(() => identity.inviteAgain(id))}
                onSet={(next) => act.mutate(() => identity.changeStaff(id, { status: next }))}
              />
            ),
          },
        ]
      : []),
  ]
  return (
    <SettingsPage
      lead="Who works here, and what their roles let them do."
      actions={
        isOpen ? (
          <Button size="small" onClick={() => setInviting(true)}>
            Invite somebody
          </Button>
        ) : undefined
      }
    >
      <div className="space-y-4">
        {staff.data !== undefined && isKnown ? (
          <>
            <DataTable
              {...{ caption, columns }}
              rows={staff.data.items}
              keyOf={({ id }) => id}
              isStale={staff.isPlaceholderData}
            />
            <Pager paged={search} next={staff.data.next} />
          </>
        ) : staff.error === null ? (
          <TableSkeleton {...{ caption, columns }} rows={4} />
        ) : (
          <QueryFailed error={staff.error} onRetry={staff.refetch} />
        )}
        {rules.data === undefined || !isKnown ? null : (
          <Panel title="Rules">
            <CheckRow
              checked={rules.data.totpRequired}
              disabled={!isOpen}
              onChange={(event) => {
                const totpRequired = event.target.checked
                act.mutate(() => identity.setRules({ totpRequired }))
              }}
            >
              Everybody needs a second factor
            </CheckRow>
          </Panel>
        )}
        <Panel title="Roles">
          <dl className="divide-y divide-line text-sm">
            {(roles.data ?? []).map(({ name, does, permissions }) => (
              <div
                key={name}
                className="grid gap-1 py-2.5 first:pt-0 last:pb-0 sm:grid-cols-[9rem_1fr]"
              >
                <dt className="font-semibold">{words(name)}</dt>
                <dd>
                  {does}
                  <span className="mt-0.5 block text-xs text-soft">{permissions.join(' · ')}</span>
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      </div>
      {isInviting ? (
        <InviteDialog
          roles={roles.data ?? []}
          onDone={() => void queries.invalidateQueries({ queryKey: staffKey })}
          onClose={() => setInviting(false)}
        />
      ) : null}
      {resetting === null ? null : (
        <ResetDialog
          {...resetting}
          onDone={() => void queries.invalidateQueries({ queryKey: staffKey })}
          onClose={() => setResetting(null)}
        />
      )}
    </SettingsPage>
  )
}

function StaffActs({
  status,
  name,
  role,
  isOneself,
  onReset,
  onInvite,
  onSet,
}: {
  readonly status: StaffView['status']
  readonly name: string
  readonly role: StaffView['role']
  readonly isOneself: boolean
  readonly onReset: () => void
  readonly onInvite: () => void
  readonly onSet: (status: 'active' | 'suspended') => void
}) {
  if (isOneself) return <span className="text-soft">This is you</span>
  if (status === 'invited')
    return (
      <Button look="plain" size="small" aria-label={`Send ${name} a new link`} onClick={onInvite}>
        New link
      </Button>
    )
  const isActive = status === 'active'
  const says = isActive ? 'Suspend' : 'Let in again'
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        look="plain"
        size="small"
        aria-label={`${says}: ${name}`}
        onClick={() => onSet(isActive ? 'suspended' : 'active')}
      >
        {says}
      </Button>
      {isActive && role !== 'owner' ? (
        <Button look="plain" size="small" aria-label={`Reset access: ${name}`} onClick={onReset}>
          Reset access
        </Button>
      ) : null}
    </div>
  )
}
