import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Button, buttonClass } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Notice } from '#apps/ui/notice.tsx'
import { DoorFrame } from '#apps/console/staff/door-frame.tsx'
import { identity } from '#apps/console/staff/identity-api.ts'
import { signInTrouble } from '#apps/console/staff/sign-in-trouble.ts'

const passwordMin = 10
const passwordMax = 200

/** From the link that a new store prints, or one that is printed for an owner who is locked out. */
export function OwnerPage() {
  return (
    <Welcome
      title="Become the owner"
      lead="The owner may do everything, and invites the others. With the address of an owner who is there already, you choose a new password for it, and the second factor is turned off."
      isOwner
    />
  )
}

/** From the link in a mail. */
export function InvitationPage() {
  return (
    <Welcome
      title="Welcome"
      lead="Choose a password, and sign in with it from then on."
      isOwner={false}
    />
  )
}

function Welcome({
  title,
  lead,
  isOwner,
}: {
  readonly title: string
  readonly lead: string
  readonly isOwner: boolean
}) {
  const [token] = useState(() => window.location.hash.slice(1))
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  // A link that works once should not stay where it can be read over a shoulder.
  useEffect(() => window.history.replaceState(null, '', window.location.pathname), [])
  const accept = useMutation({
    mutationFn: () =>
      isOwner
        ? identity.createOwner({ token, email, name, password })
        : identity.acceptInvitation({ token, password }),
  })
  if (accept.data !== undefined)
    return (
      <DoorFrame title={`Welcome, ${accept.data.name}`} lead={`Sign in as ${accept.data.email}.`}>
        <Link to="/sign-in" className={`${buttonClass()} w-full`}>
          To the sign-in
        </Link>
      </DoorFrame>
    )
  if (token === '')
    return (
      <DoorFrame title={title} lead="The link is not whole: it ends with a long code after a #.">
        <Link to="/sign-in" className={`${buttonClass({ look: 'plain' })} w-full`}>
          To the sign-in
        </Link>
      </DoorFrame>
    )
  return (
    <DoorFrame {...{ title, lead }}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          accept.mutate()
        }}
      >
        {accept.error === null ? null : (
          <Notice look="bad" title={signInTrouble(accept.error) ?? 'That did not work'} />
        )}
        {isOwner ? (
          <>
            <TextField
              label="Name"
              autoComplete="name"
              required
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              label="E-mail"
              type="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </>
        ) : null}
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          required
          minLength={passwordMin}
          maxLength={passwordMax}
          hint={`At least ${passwordMin} characters. A few words make a good one.`}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" className="w-full" busy={accept.isPending}>
          {isOwner ? 'Become the owner' : 'Keep this password'}
        </Button>
      </form>
    </DoorFrame>
  )
}
