import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '#apps/ui/badge.tsx'
import { Button } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { plural, time } from '#apps/console/app/format.ts'
import { Facts, Page, Panel } from '#apps/console/app/page.tsx'
import { sessionQuery } from '#apps/console/app/session.ts'
import { identity } from '#apps/console/staff/identity-api.ts'
import type { StaffSelf } from '#services/identity/contract.ts'
import { signInTrouble } from '#apps/console/staff/sign-in-trouble.ts'
import { useSignOut } from '#apps/console/staff/use-sign-out.ts'
import { TotpSetup } from '#apps/console/staff/totp-setup.tsx'

export function MePage() {
  const { data, refetch } = useQuery(sessionQuery())
  const signOut = useSignOut()
  if (data === undefined) return null
  return (
    <Page
      title={data.name}
      lead={data.email}
      actions={
        <Button look="plain" size="small" busy={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
      }
    >
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <div className="grid gap-4">
          <Panel title="Your session">
            <Facts
              of={[
                ['Role', data.role],
                ['Ends', data.sessionEndsAt === null ? 'now' : time(data.sessionEndsAt)],
                ['May do', plural(data.permissions.length, 'thing')],
              ]}
            />
          </Panel>
          <Panel
            title="Second factor"
            aside={
              <Badge look={data.totp.enrolled ? 'good' : 'warn'}>
                {data.totp.enrolled ? 'Set up' : 'Not set up'}
              </Badge>
            }
          >
            {data.totp.enrolled ? (
              <RemoveTotp me={data} />
            ) : (
              <TotpSetup onDone={() => void refetch()} />
            )}
          </Panel>
        </div>
        <Panel title="Password">
          <ChangePassword />
        </Panel>
      </div>
    </Page>
  )
}

function ChangePassword() {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => identity.changePassword({ current, next }),
    onSuccess: () => {
      toast('The new password counts; other sessions have ended')
      setCurrent('')
      setNext('')
    },
  })
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate()
      }}
    >
      {change.error === null ? null : (
        <Notice look="bad" title={signInTrouble(change.error) ?? 'That did not work'} />
      )}
      <TextField
        label="Now"
        type="password"
        autoComplete="current-password"
        required
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <TextField
        label="From now on"
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        maxLength={200}
        hint="At least 10 characters"
        value={next}
        onChange={(event) => setNext(event.target.value)}
      />
      <Button type="submit" look="plain" size="small" busy={change.isPending}>
        Change the password
      </Button>
    </form>
  )
}

function RemoveTotp({ me }: { me: StaffSelf }) {
  const queries = useQueryClient()
  const [password, setPassword] = useState('')
  const remove = useMutation({
    mutationFn: () => identity.removeTotp(password),
    onSuccess: (changed) => {
      queries.setQueryData(sessionQuery().queryKey, changed)
      toast('The second factor is removed')
    },
  })
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        remove.mutate()
      }}
    >
      <p className="text-sm text-soft">
        {plural(me.totp.recoveryCodesLeft, 'recovery code')} left.
        {me.totp.required
          ? ' This shop asks for it: without one you will be asked to set it up.'
          : ''}
      </p>
      {remove.error === null ? null : (
        <Notice look="bad" title={signInTrouble(remove.error) ?? 'That did not work'} />
      )}
      <TextField
        label="Your password, to remove it"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" look="plain" size="small" busy={remove.isPending}>
        Remove the second factor
      </Button>
    </form>
  )
}
