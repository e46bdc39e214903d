import { happened, stored } from '#kernel/testing/at-rest.ts'
import { specifyInvariants } from '#kernel/testing/specify-invariants.ts'
import type { CustomerState } from '#services/customers/customer.ts'
import { workload } from '#services/customers/workload.ts'

type Known = Extract<CustomerState, { is: 'known' }>

const id = 'cus_sin_1'
const known: Known = {
  is: 'known',
  email: 'Ada@example.org',
  name: 'Ada',
  firstOrderAt: '2026-01-05T00:00:00.000Z',
  lastOrderAt: '2026-01-05T00:00:00.000Z',
  orderCount: 2,
  ordered: [
    { amount: 30, currency: 'SGD' },
    { amount: 5, currency: 'JPY' },
  ],
  orderIds: ['ord_sin_2', 'ord_sin_1'],
}
const customer = (change: Partial<Known> = {}) => stored('customer', id, { ...known, ...change })
const confirmed = (orderId: string, amount: number, currency: string) =>
  happened('order', orderId, {
    type: 'orders.order-confirmed',
    order: { email: 'ada@example.org', totals: { total: { amount, currency } } },
  })
const bought = (...documents: readonly ReturnType<typeof customer>[]) => ({
  rest: {
    documents: [stored('order', 'ord_sin_1', {}), stored('order', 'ord_sin_2', {}), ...documents],
    events: [confirmed('ord_sin_1', 5, 'JPY'), confirmed('ord_sin_2', 30, 'SGD')],
  },
})

specifyInvariants(workload, {
  'a customer never forgets an order, and counts each once': {
    right: [{ now: customer(), before: customer({ orderCount: 1, orderIds: ['ord_sin_1'] }) }],
    wrong: [
      [
        { now: customer({ orderIds: ['ord_sin_1', 'ord_sin_1'] }) },
        `customer ${id} has an order twice`,
      ],
      [{ now: customer({ orderCount: 3 }) }, `customer ${id} counts 3 orders and names 2`],
      [
        { now: customer(), before: customer({ orderCount: 3 }) },
        `customer ${id} had 3 orders and has 2`,
      ],
    ],
  },
  'a customer is known for the orders that were confirmed, and for their totals': {
    right: [bought(customer())],
    wrong: [
      [
        bought(customer({ ordered: [{ amount: 35, currency: 'SGD' }] })),
        `customer ${id} is known for 2 orders of 35 SGD; ` +
          'ada@example.org was confirmed 2 orders of 30 SGD, 5 JPY',
      ],
      [bought(), 'ada@example.org bought 2 times, and no customer is known for it'],
    ],
  },
})
