import { stored } from '#kernel/testing/at-rest.ts'
import { specifyInvariants } from '#kernel/testing/specify-invariants.ts'
import { workload } from '#services/analytics/workload.ts'

const sgd = (amount: number) => ({ amount, currency: 'SGD' })
const order = (number: number, status: string, refunded = 0) =>
  stored('order', `ord_sin_${number}`, {
    is: 'placed',
    status,
    totals: { total: sgd(50) },
    refunds: [
      { status: 'done', amount: sgd(refunded) },
      { status: 'failed', amount: sgd(9) },
    ],
  })
const documents = [
  order(1, 'confirmed'),
  order(2, 'completed', 20),
  order(3, 'cancelled'),
  stored('order', 'ord_sin_4', { is: 'unplaced' }),
]

/** What one region shows, over two days. */
const shows = (orders: number, sales: number, refunded: number) => ({
  status: 200,
  headers: {},
  body: {
    days: [
      { orders: orders - 1, sales: sgd(sales), refunded: sgd(0) },
      { orders: 1, sales: sgd(0), refunded: sgd(refunded) },
    ],
  },
})
const regions = (...answers: readonly ReturnType<typeof shows>[]) => ({
  rest: { documents, answers: { '/v1/admin/analytics/sales?days=90&currency=SGD': answers } },
})
const due = '2 orders for 100, 20 refunded'

specifyInvariants(workload, {
  'both regions add up what the orders say': {
    right: [regions(shows(2, 100, 20), shows(2, 100, 20))],
    wrong: [
      [
        regions(shows(2, 100, 20), shows(3, 150, 20)),
        `in SGD, 3 orders for 150, 20 refunded are shown and ${due} were sold`,
      ],
      [
        regions(shows(2, 100, 0), shows(2, 100, 20)),
        `in SGD, 2 orders for 100, 0 refunded are shown and ${due} were sold`,
      ],
      [
        regions(shows(2, 100, 20), { ...shows(2, 100, 20), status: 503 }),
        'sales in SGD are answered with 503',
      ],
    ],
  },
})
