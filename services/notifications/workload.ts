import { anyOf, insist, newKey } from '#kernel/service/person.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Mail } from '#kernel/ports/mailer.ts'
import type { AtRest, Habit, Workload } from '#kernel/service/workload.ts'
import type { Letter, MessageView } from '#services/notifications/contract.ts'
import type { MessageState } from '#services/notifications/message.ts'
import type { OrderSummary, OrderView } from '#services/orders/contract.ts'

type Template = Letter['template']

/** What happened to an order, and what its shopper hears of it. */
const occasions: ReadonlyMap<string, Template> = new Map([
  ['orders.order-confirmed', 'order-confirmed'],
  ['orders.payment-declined', 'payment-declined'],
  ['orders.order-rejected', 'order-rejected'],
  ['orders.order-cancelled', 'order-cancelled'],
  ['orders.shipment-sent', 'order-shipped'],
  ['orders.order-refunded', 'order-refunded'],
])
const subjects: Readonly<Record<Template, (number: string) => string>> = {
  'order-confirmed': (number) => `Your order ${number}`,
  'payment-declined': (number) => `Your payment for order ${number} was declined`,
  'order-rejected': (number) => `We could not take your order ${number}`,
  'order-cancelled': (number) => `Your order ${number} is cancelled`,
  'order-shipped': (number) => `Your order ${number} is on its way`,
  'order-refunded': (number) => `A refund for order ${number}`,
}

export const workload: Workload = {
  service: 'notifications',
  habits: [sendsAgain()],
  invariants: [
    {
      name: 'a shopper gets one mail for everything that happens to an order, and no other',
      promise: 'P6',
      atRest: async (platform) => mailsAstray(platform),
    },
    {
      name: 'every mail about an order is kept as a message',
      promise: 'P6',
      atRest: async (platform) => messagesMissing(platform),
    },
  ],
}

function sendsAgain(): Habit {
  return {
    name: 'sends a message again',
    weight: 1,
    live: async (scene) => {
      const path = '/v1/admin/orders?limit=20'
      const list = await insist(scene, () => scene.ask('GET', path))
      const { items = [] } = (list?.body ?? {}) as { items?: readonly OrderView[] }
      const order = anyOf(scene, items)
      if (order === undefined) return
      const about = `/v1/admin/messages?orderId=${order.id}`
      const messages = await insist(scene, () => scene.ask('GET', about))
      const { items: sent = [] } = (messages?.body ?? {}) as { items?: readonly MessageView[] }
      const message = anyOf(scene, sent)
      if (message === undefined) return
      const headers = { 'idempotency-key': newKey(scene) }
      const { id, to, subject } = message
      scene.note('notifications.asked-again', { id, to, subject })
      const again = `/v1/admin/messages/${id}/sendings`
      const answer = await insist(scene, () => scene.ask('POST', again, undefined, headers))
      if (answer !== null) scene.note('notifications.sent-again', { id, status: answer.status })
    },
  }
}

interface Occasion {
  readonly orderId: string
  readonly to: string
  readonly subject: string
}

function occasionsIn(platform: AtRest): readonly Occasion[] {
  return platform.documents('order').flatMap(({ id }) =>
    platform.history('order', id).flatMap(({ type, data }) => {
      const template = occasions.get(type)
      if (template === undefined) return []
      const { email, number } = data['order'] as OrderSummary
      return [{ orderId: id, to: email, subject: subjects[template](number) }]
    }),
  )
}

const shown = ({ to, subject }: { readonly to?: unknown; readonly subject?: unknown }): string =>
  `"${String(subject)}" to ${String(to)}`

/** Others write about accounts. */
const isAboutOrder = ({ subject }: Mail): boolean => subject.includes(' order ')

/** A sending that staff asked for may be lost with its region: messages are durable there only. */
function mailsAstray(platform: AtRest): readonly string[] {
  const wanted = countBy(occasionsIn(platform).map(shown))
  const again = countBy(platform.notes('notifications.asked-again').map(shown))
  const sent = countBy(platform.outside.mails.filter(isAboutOrder).map(shown))
  return [...new Set([...wanted.keys(), ...sent.keys()])].flatMap((mail) => {
    const least = wanted.get(mail) ?? 0
    const most = least + (again.get(mail) ?? 0)
    const times = sent.get(mail) ?? 0
    if (times >= least && times <= most) return []
    const due = most === least ? `${least}` : `${least} to ${most}`
    return [`the mail ${mail} was sent ${times} times and was due ${due} times`]
  })
}

function messagesMissing(platform: AtRest): readonly string[] {
  const documents = platform.documents('message') as readonly StoredDocument<MessageState>[]
  const kept = countBy(
    documents.flatMap(({ state }) => (state.is === 'sent' ? [state.letter.order.orderId] : [])),
  )
  const due = countBy(occasionsIn(platform).map(({ orderId }) => orderId))
  return [...due].flatMap(([orderId, times]) => {
    const held = kept.get(orderId) ?? 0
    return held === times ? [] : [`of ${times} messages about order ${orderId}, ${held} are kept`]
  })
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
