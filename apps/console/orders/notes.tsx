import { useState } from 'react'
import { call } from '#apps/ui/api/client.ts'
import { Button } from '#apps/ui/button.tsx'
import { TextArea } from '#apps/ui/field.tsx'
import { time } from '#apps/console/app/format.ts'
import { useMay } from '#apps/console/app/session.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import type { Order } from '#apps/console/orders/order-queries.ts'
import { useOrderAction } from '#apps/console/orders/use-order-action.ts'

const noteMax = 2_000

/** Only staff sees them. */
export function Notes({ order }: { order: Order }) {
  const may = useMay()
  const [text, setText] = useState('')
  const add = useOrderAction(
    order,
    'The note is kept',
    (note: string, key) =>
      call('POST /v1/admin/orders/{id}/notes', {
        params: { id: order.id },
        body: { text: note },
        key,
      }),
    () => setText(''),
  )
  return (
    <div className="space-y-4">
      {order.notes.length === 0 ? (
        <p className="text-sm text-soft">No notes. Customers never see them.</p>
      ) : (
        <ul className="space-y-2.5">
          {order.notes.map(({ at, text: said }) => (
            <li key={at} className="rounded-xl bg-sunken px-3.5 py-2.5 text-sm">
              <p className="whitespace-pre-wrap">{said}</p>
              <time dateTime={at} className="text-xs text-soft">
                {time(at)}
              </time>
            </li>
          ))}
        </ul>
      )}
      {may('orders:write') ? (
        <form
          className="space-y-2.5"
          onSubmit={(event) => {
            event.preventDefault()
            if (text.trim() !== '') add.mutate(text.trim())
          }}
        >
          <TextArea
            label="New note"
            rows={2}
            value={text}
            maxLength={noteMax}
            onChange={(event) => setText(event.target.value)}
            error={add.error === null ? undefined : troubleIn(add.error)}
          />
          <Button type="submit" look="plain" size="small" busy={add.isPending}>
            Keep the note
          </Button>
        </form>
      ) : null}
    </div>
  )
}
