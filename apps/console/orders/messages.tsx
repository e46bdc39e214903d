import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#apps/ui/api/client.ts'
import { Button } from '#apps/ui/button.tsx'
import { Skeleton } from '#apps/ui/skeleton.tsx'
import { toast } from '#apps/ui/toast.tsx'
import { plural, time, words } from '#apps/console/app/format.ts'
import { useMay } from '#apps/console/app/session.ts'
import { troubleIn } from '#apps/console/app/trouble-in.ts'
import { useActionKey } from '#apps/console/app/use-action-key.ts'
import { messagesQuery, type Message } from '#apps/console/orders/order-queries.ts'

/** The mails about an order. */
export function Messages({ orderId }: { orderId: string }) {
  const { data, error } = useQuery(messagesQuery(orderId))
  if (data === undefined) {
    return error === null ? (
      <Skeleton className="h-12" />
    ) : (
      <p className="text-sm text-bad">{troubleIn(error)}</p>
    )
  }
  if (data.length === 0) return <p className="text-sm text-soft">No mail has been sent yet.</p>
  return (
    <ul className="divide-y divide-line">
      {data.map((message) => (
        <Line key={message.id} {...{ message }} />
      ))}
    </ul>
  )
}

function Line({ message: { id, orderId, template, subject, to, sentAt } }: { message: Message }) {
  const may = useMay()
  const queries = useQueryClient()
  const { key, ...outcome } = useActionKey()
  const resend = useMutation({
    mutationFn: () => call('POST /v1/admin/messages/{id}/sendings', { params: { id }, key }),
    onSuccess: () => {
      outcome.onSuccess()
      toast(`Sent again to ${to}`)
      void queries.invalidateQueries({ queryKey: messagesQuery(orderId).queryKey })
    },
    onError: (error) => {
      outcome.onError(error)
      toast(troubleIn(error), 'bad')
    },
  })
  const last = sentAt.at(-1)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2.5 first:pt-0 last:pb-0">
      <div className="min-w-0 text-sm">
        <p className="font-medium">{subject}</p>
        <p className="text-soft">
          {words(template)} ·{' '}
          {last === undefined
            ? 'on its way'
            : `${time(last)}, sent ${plural(sentAt.length, 'time')}`}
        </p>
      </div>
      {may('orders:write') ? (
        <Button
          look="plain"
          size="small"
          busy={resend.isPending}
          aria-label={`Send again: ${subject}`}
          onClick={() => resend.mutate()}
        >
          Send again
        </Button>
      ) : null}
    </li>
  )
}
