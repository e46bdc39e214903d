import type { StoredDocument } from '#kernel/ports/ledger.ts'
import { insist } from '#kernel/service/person.ts'
import type { AtRest, Workload } from '#kernel/service/workload.ts'
import { daysMax, type SalesView } from '#services/analytics/contract.ts'
import type { Money } from '#kernel/core/money.ts'
import type { OrderView } from '#services/orders/contract.ts'

const path = `/v1/admin/analytics/sales?days=${daysMax}`

export const workload: Workload = {
  service: 'analytics',
  habits: [
    {
      name: 'looks at what was sold',
      weight: 1,
      live: async (scene) => {
        const answer = await insist(scene, () => scene.ask('GET', path))
        if (answer !== null) scene.note('analytics.looked', { status: answer.status })
      },
    },
  ],
  invariants: [
    {
      name: 'both regions add up what the orders say',
      promise: 'P8',
      atRest: async (platform) => sumsAstray(platform),
    },
  ],
}

/** Of an order's state what sales are made of; one that was never placed has no status. */
interface Placed {
  readonly status?: OrderView['status']
  readonly totals: { readonly total: Money }
  readonly refunds: readonly { readonly status: string; readonly amount: Money }[]
}

interface Sums {
  readonly orders: number
  readonly sales: number
  readonly refunded: number
}
const none: Sums = { orders: 0, sales: 0, refunded: 0 }

async function sumsAstray(platform: AtRest): Promise<readonly string[]> {
  const due = soldIn(platform)
  const wrong: string[] = []
  for (const [currency, sums] of due) {
    for (const { status, body } of await platform.ask(`${path}&currency=${currency}`)) {
      if (status !== 200) {
        wrong.push(`sales in ${currency} are answered with ${status}`)
        continue
      }
      const said = (body as SalesView).days.reduce(
        (sum, { orders, sales, refunded }) => ({
          orders: sum.orders + orders,
          sales: sum.sales + sales.amount,
          refunded: sum.refunded + refunded.amount,
        }),
        none,
      )
      if (shown(said) !== shown(sums)) {
        wrong.push(`in ${currency}, ${shown(said)} are shown and ${shown(sums)} were sold`)
      }
    }
  }
  return wrong
}

function soldIn(platform: AtRest): ReadonlyMap<string, Sums> {
  const sold = new Map<string, Sums>()
  for (const { state } of platform.documents('order') as readonly StoredDocument<Placed>[]) {
    if (state.status !== 'confirmed' && state.status !== 'completed') continue
    const { amount, currency } = state.totals.total
    const known = sold.get(currency) ?? none
    const refunded = state.refunds
      .filter(({ status }) => status === 'done')
      .reduce((sum, refund) => sum + refund.amount.amount, 0)
    sold.set(currency, {
      orders: known.orders + 1,
      sales: known.sales + amount,
      refunded: known.refunded + refunded,
    })
  }
  return sold
}

const shown = ({ orders, sales, refunded }: Sums): string =>
  `${orders} orders for ${sales}, ${refunded} refunded`
