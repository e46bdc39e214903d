import { useMutation } from '@tanstack/react-query'
import { toast } from '#apps/ui/toast.tsx'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { identity } from '#apps/console/staff/identity-api.ts'

/** Who is let in anew. */
export interface Resetting {
  readonly id: string
  readonly name: string
  readonly email: string
}

export function ResetDialog({
  id,
  name,
  email,
  onDone,
  onClose,
}: Resetting & { readonly onDone: () => void; readonly onClose: () => void }) {
  const reset = useMutation({
    mutationFn: () => identity.resetAccess(id),
    onSuccess: () => {
      toast(`A link is on its way to ${email}`)
      onDone()
      onClose()
    },
  })
  return (
    <Confirm
      open
      {...{ onClose }}
      title={`Reset the access of ${name}?`}
      act="Reset access"
      onAct={() => reset.mutate()}
      busy={reset.isPending}
      error={reset.error}
      isGrave
    >
      <p>
        {name} is signed out everywhere at once, and gets a link by mail to {email}. It works once,
        for a day: it sets a new password and turns the second factor off. The role stays as it is.
      </p>
    </Confirm>
  )
}
