import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { codeOf } from '#apps/ui/api/problem.ts'
import { Button } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { sessionQuery } from '#apps/console/app/session.ts'
import { DoorFrame } from '#apps/console/staff/door-frame.tsx'
import { identity } from '#apps/console/staff/identity-api.ts'
import { signInTrouble } from '#apps/console/staff/sign-in-trouble.ts'

const route = getRouteApi('/sign-in')

export function SignInPage() {
  const { from } = route.useSearch()
  const router = useRouter()
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [needsCode, setNeedsCode] = useState(false)
  const signIn = useMutation({
    mutationFn: () => identity.signIn({ email, password, ...(needsCode ? { code } : {}) }),
    onSuccess: (me) => {
      // Whoever was here before saw other things.
      queries.clear()
      queries.setQueryData(sessionQuery().queryKey, me)
      router.history.push(from ?? '/console/')
    },
    onError: (error) => {
      if (codeOf(error) === 'identity.code-needed') setNeedsCode(true)
    },
  })
  const trouble = signIn.error === null ? null : signInTrouble(signIn.error)
  return (
    <DoorFrame
      title={needsCode ? 'Your second factor' : 'Sign in'}
      lead={
        needsCode
          ? 'Six digits from your authenticator, or one of your recovery codes.'
          : 'For staff of this shop.'
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate()
        }}
      >
        {trouble === null ? null : <Notice look="bad" title={trouble} />}
        {needsCode ? (
          <TextField
            label="Code"
            value={code}
            autoComplete="one-time-code"
            required
            autoFocus
            maxLength={40}
            onChange={(event) => setCode(event.target.value)}
          />
        ) : (
          <>
            <TextField
              label="E-mail"
              type="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
            <TextField
              label="Password"
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </>
        )}
        <Button type="submit" className="w-full" busy={signIn.isPending}>
          {needsCode ? 'Go on' : 'Sign in'}
        </Button>
        <p className="text-sm text-soft">
          Locked out? An owner lets you in anew on the page of the staff; an owner is let in by{' '}
          <code>meridian staff reset-owner</code> on the machine of the store.
        </p>
      </form>
    </DoorFrame>
  )
}
