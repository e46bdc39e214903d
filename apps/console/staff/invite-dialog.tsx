import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { SelectField, TextField } from '#apps/ui/field.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { words } from '#apps/console/app/format.ts'
import { identity, type Role } from '#apps/console/staff/identity-api.ts'

export function InviteDialog({
  roles,
  onDone,
  onClose,
}: {
  readonly roles: readonly Role[]
  readonly onDone: () => void
  readonly onClose: () => void
}) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState(roles.at(-1)?.name ?? '')
  const invite = useMutation({
    mutationFn: () => identity.invite({ name: name.trim(), email: email.trim(), role }),
    onSuccess: (member) => {
      toast(`A link is on its way to ${member.email}`)
      onDone()
      onClose()
    },
  })
  return (
    <Confirm
      open
      {...{ onClose }}
      title="Invite somebody"
      act="Send the invitation"
      onAct={() => invite.mutate()}
      busy={invite.isPending}
      error={invite.error}
      canAct={name.trim() !== '' && email.includes('@')}
    >
      <TextField
        label="Name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="off"
      />
      <TextField
        label="E-mail"
        type="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        autoComplete="off"
        hint="They choose their password behind the link"
      />
      <SelectField
        label="Role"
        value={role}
        hint={roles.find((each) => each.name === role)?.does}
        onChange={(event) => setRole(event.target.value)}
      >
        {roles.map((each) => (
          <option key={each.name} value={each.name}>
            {words(each.name)}
          </option>
        ))}
      </SelectField>
    </Confirm>
  )
}
