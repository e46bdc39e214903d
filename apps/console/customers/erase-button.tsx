import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '#apps/ui/button.tsx'
import { TextField } from '#apps/ui/field.tsx'
import { Icon } from '#apps/ui/icon.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { call } from '#apps/ui/api/client.ts'
import { Confirm } from '#apps/console/app/confirm.tsx'
import { plural } from '#apps/console/app/format.ts'
import { useMay } from '#apps/console/app/session.ts'

/** For whoever asks to be forgotten. It cannot be undone, so the mail address is typed once more. */
export function EraseButton({ email }: { email: string }) {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const client = useQueryClient()
  const may = useMay()
  const erase = useMutation({
    mutationFn: () => call('POST /v1/admin/erasures', { body: { email } }),
    onSuccess: async ({ orders, booksUntil }) => {
      setOpen(false)
      toast(
        booksUntil === null
          ? 'The person is forgotten.'
          : `The person is forgotten. ${plural(orders, 'order')} kept for the books to the end of ${booksUntil.slice(0, 4)}.`,
      )
      await navigate({ to: '/customers' })
      await client.invalidateQueries({ queryKey: ['customers'] })
    },
  })
  if (!may('customers:write')) return null
  return (
    <>
      <Button look="plain" size="small" onClick={() => setOpen(true)}>
        <Icon name="trash" className="size-4" />
        Erase this person
      </Button>
      <Confirm
        {...{ open }}
        onClose={() => setOpen(false)}
        title="Erase this person"
        act="Erase for good"
        onAct={() => erase.mutate()}
        busy={erase.isPending}
        error={erase.error}
        canAct={typed.trim().toLowerCase() === email.toLowerCase()}
      >
        <div className="space-y-2 text-sm">
          <p className="font-semibold">Gone at once</p>
          <p className="text-soft">
            The account, this customer record, messages, staff notes on orders, and the mail
            address, telephone and delivery address of every order that is over.
          </p>
          <p className="font-semibold">Kept, and why</p>
          <ul className="list-disc space-y-1 pl-5 text-soft">
            <li>Amounts, items and tax of orders: the books need them and they name nobody.</li>
            <li>
              Name and address on invoices, to the end of the tenth year after the order: tax law
              asks for them. Then they go by themselves.
            </li>
            <li>
              An order on its way keeps its address until it has arrived; then it goes by itself.
            </li>
            <li>The event log forgets last: after 400 days at most.</li>
          </ul>
        </div>
        <TextField
          label={`Type ${email} to go on`}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      </Confirm>
    </>
  )
}
