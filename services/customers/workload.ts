import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { insist, numberBelow } from '#kernel/service/person.ts'
import type { AtRest, Workload } from '#kernel/service/workload.ts'
import { ordersKeptMax, type CustomerView } from '#services/customers/contract.ts'
import type { CustomerState } from '#services/customers/customer.ts'
import type { OrderSummary } from '#services/orders/contract.ts'

type CustomerDocument = StoredDocument<CustomerState>

export const workload: Workload = {
  service: 'customers',
  habits: [
    {
      name: 'looks up who bought',
      weight: 1,
      live: async (scene) => {
        const path = `/v1/admin/customers?email=person-${numberBelow(scene, 4)}&limit=10`
        const list = await insist(scene, () => scene.ask('GET', path))
        const { items = [] } = (list?.body ?? {}) as { items?: readonly CustomerView[] }
        const [found] = items
        if (found === undefined) return
        const page = `/v1/admin/customers/${found.id}`
        const answer = await insist(scene, () => scene.ask('GET', page))
        if (answer !== null) {
          scene.note('customers.looked', { id: found.id, status: answer.status })
        }
      },
    },
  ],
  invariants: [
    {
      name: 'a customer never forgets an order, and counts each once',
      promise: 'P6',
      always: { kind: 'customer', check: miscounted },
    },
    {
      name: 'a customer is known for the orders that were confirmed, and for their totals',
      promise: 'P6',
      atRest: async (platform) => knownOtherwise(platform),
    },
  ],
}

function miscounted({ id, state }: CustomerDocument, before: CustomerDocument | null) {
  if (state.is === 'unknown') return null
  const { orderCount, orderIds } = state
  if (new Set(orderIds).size < orderIds.length) return `customer ${id} has an order twice`
  if (Math.min(orderCount, ordersKeptMax) !== orderIds.length) {
    return `customer ${id} counts ${orderCount} orders and names ${orderIds.length}`
  }
  const known = before?.state.is === 'known' ? before.state.orderCount : 0
  return orderCount < known ? `customer ${id} had ${known} orders and has ${orderCount}` : null
}

function knownOtherwise(platform: AtRest): readonly string[] {
  const confirmed = platform
    .documents('order')
    .flatMap(({ id }) => platform.history('order', id))
    .filter(({ type }) => type === 'orders.order-confirmed')
    .map(({ data }) => data['order'] as OrderSummary)
  const due = Map.groupBy(confirmed, ({ email }) => email.toLowerCase())
  const says = (platform.documents('customer') as readonly CustomerDocument[]).flatMap(
    ({ id, state }) => {
      if (state.is === 'unknown') return []
      const email = state.email.toLowerCase()
      const bought = due.get(email) ?? []
      due.delete(email)
      const here = shown(state.orderCount, state.ordered)
      const there = shown(bought.length, sumsOf(bought))
      return here === there
        ? []
        : [`customer ${id} is known for ${here}; ${email} was confirmed ${there}`]
    },
  )
  const unknown = [...due].map(
    ([email, bought]) => `${email} bought ${bought.length} times, and no customer is known for it`,
  )
  return [...says, ...unknown]
}

type Sums = Extract<CustomerState, { is: 'known' }>['ordered']

function sumsOf(bought: readonly OrderSummary[]): Sums {
  const byCurrency = Map.groupBy(bought, ({ totals }) => totals.total.currency)
  return [...byCurrency].map(([currency, some]) => ({
    currency,
    amount: some.reduce((sum, { totals }) => sum + totals.total.amount, 0),
  }))
}

function shown(orders: number, ordered: Sums): string {
  const sums = ordered.map(({ amount, currency }) => `${amount} ${currency}`).toSorted()
  return `${orders} orders of ${sums.join(', ')}`
}
