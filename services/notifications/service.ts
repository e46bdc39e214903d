import { Id, PageOf, PageQuery, Strict } from '#kernel/core/schema.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import { aggregate, defineService } from '#kernel/service/define-service.ts'
import { command, query } from '#kernel/service/route.ts'
import { compose } from '#services/notifications/compose.ts'
import { MessageView, notificationRefusals } from '#services/notifications/contract.ts'
import { message, type MessageState } from '#services/notifications/message.ts'
import { forgetMessages } from '#services/notifications/forget-messages.ts'
import { reactions, sendMail } from '#services/notifications/send-mail.ts'

export const notifications = defineService({
  name: 'notifications',
  does: 'Tells shoppers by mail how their orders get on.',
  aggregates: [aggregate(message)],
  routes: [
    query({
      method: 'GET',
      path: '/v1/admin/messages',
      permission: 'orders:read',
      summary: 'List the messages about an order',
      query: Strict({ ...PageQuery, orderId: Id }),
      response: PageOf(MessageView),
      handle: async (request, context) => {
        const { orderId, cursor, limit } = request.query
        const range = { index: 'order', prefix: orderId }
        const page = await context.list(message, range, { cursor, limit })
        const items = page.items.map((document) => messageView(document, context))
        return { items, next: page.next }
      },
    }),
    command({
      method: 'POST',
      path: '/v1/admin/messages/{id}/sendings',
      permission: 'orders:write',
      summary: 'Send a message again',
      params: Strict({ id: Id }),
      response: MessageView,
      aggregate: message,
      status: 202,
      target: ({ params }) => params.id,
      command: () => ({ type: 'resend' as const }),
      answer: messageView,
    }),
  ],
  reactions: [...reactions, forgetMessages],
  calls: [sendMail],
  refusals: notificationRefusals.catalogue,
})

function messageView({ id, state }: StoredDocument<MessageState>, { ports }: Context): MessageView {
  if (state.is !== 'sent') {
    throw new Error(`${id} is shown before it was sent`)
  }
  const { letter, sentAt } = state
  const { to, subject, text } = compose(letter, ports.publicUrl)
  const { template, order } = letter
  return { id, orderId: order.orderId, template, to, subject, text, sentAt: [...sentAt] }
}
