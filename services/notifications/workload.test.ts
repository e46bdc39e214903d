import { happened, stored } from '#kernel/testing/at-rest.ts'
import { specifyInvariants } from '#kernel/testing/specify-invariants.ts'
import { workload } from '#services/notifications/workload.ts'

const id = 'ord_sin_1'
const order = { orderId: id, number: 'AAAAA-BBBBB', email: 'ada@example.org' }
const documents = [stored('order', id, {})]
const events = ['orders.order-confirmed', 'orders.shipment-sent', 'orders.note-added'].map((type) =>
  happened('order', id, { type, order }),
)
const mail = (subject: string) => ({ to: order.email, subject, text: '', html: '' })
const confirmed = mail('Your order AAAAA-BBBBB')
const shipped = mail('Your order AAAAA-BBBBB is on its way')
const again = { id: 'msg_sin_1', to: order.email, subject: confirmed.subject }
const mails = (...sent: readonly (typeof confirmed)[]) => ({
  rest: { documents, events, outside: { mails: sent } },
})
const message = (number: number) =>
  stored('message', `msg_sin_${number}`, { is: 'sent', letter: { order }, sentAt: [] })
const messages = (...kept: readonly ReturnType<typeof message>[]) => ({
  rest: { documents: [...documents, ...kept], events },
})

specifyInvariants(workload, {
  'a shopper gets one mail for everything that happens to an order, and no other': {
    right: [
      mails(confirmed, shipped),
      {
        rest: {
          documents,
          events,
          notes: { 'notifications.asked-again': [again] },
          outside: { mails: [confirmed, shipped, confirmed] },
        },
      },
    ],
    wrong: [
      [
        mails(confirmed),
        `the mail "${shipped.subject}" to ada@example.org was sent 0 times and was due 1 times`,
      ],
      [
        mails(confirmed, confirmed, shipped),
        `the mail "${confirmed.subject}" to ada@example.org was sent 2 times and was due 1 times`,
      ],
      [
        mails(confirmed, shipped, mail('A refund for order AAAAA-BBBBB')),
        'the mail "A refund for order AAAAA-BBBBB" to ada@example.org was sent 1 times and was due 0 times',
      ],
      [
        {
          rest: {
            documents,
            events,
            notes: { 'notifications.asked-again': [again] },
            outside: { mails: [confirmed, confirmed, confirmed, shipped] },
          },
        },
        `the mail "${confirmed.subject}" to ada@example.org was sent 3 times and was due 1 to 2 times`,
      ],
    ],
  },
  'every mail about an order is kept as a message': {
    right: [messages(message(1), message(2))],
    wrong: [[messages(message(1)), `of 2 messages about order ${id}, 1 are kept`]],
  },
})
