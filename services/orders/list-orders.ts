import type { IndexRange, Page } from '#kernel/ports/ledger.ts'
import type { Context } from '#kernel/service/context.ts'
import type {
  FulfilmentStatus,
  OrderStatus,
  OrderView,
  PaymentStatus,
} from '#services/orders/contract.ts'
import { order } from '#services/orders/order.ts'
import { orderView } from '#services/orders/order-view.ts'

export interface OrderFilter {
  readonly status?: OrderStatus
  readonly paymentStatus?: PaymentStatus
  readonly fulfilmentStatus?: FulfilmentStatus
  readonly email?: string
  readonly number?: string
  readonly cursor?: string
  readonly limit?: number
}

/** Pages looked through for one answer when an index cannot tell all that was asked. */
const lookedThroughMax = 5

/** One index finds them; what else was asked is looked for among those. */
export async function listOrders(filter: OrderFilter, context: Context): Promise<Page<OrderView>> {
  const range = rangeOf(filter)
  const found: OrderView[] = []
  let { cursor } = filter
  for (let looked = 0; looked < lookedThroughMax; looked += 1) {
    const page = await context.list(order, range, { cursor, limit: filter.limit })
    found.push(...page.items.map(orderView).filter((each) => fits(each, filter)))
    if (page.next === null) return { items: found, next: null }
    cursor = page.next
    // A page is taken whole, because its cursor stands at its end.
    if (found.length > 0) break
  }
  return { items: found, next: cursor ?? null }
}

function rangeOf({
  status,
  paymentStatus,
  fulfilmentStatus,
  email,
  number,
}: OrderFilter): IndexRange {
  const descending = true
  if (number !== undefined) return { index: 'number', prefix: number.toUpperCase(), descending }
  if (email !== undefined) return { index: 'email', prefix: `${email.toLowerCase()} `, descending }
  if (fulfilmentStatus !== undefined && fulfilmentStatus !== 'unfulfilled')
    return { index: 'fulfilment', prefix: `${fulfilmentStatus} `, descending }
  if (paymentStatus !== undefined)
    return { index: 'payment', prefix: `${paymentStatus} `, descending }
  if (status !== undefined) return { index: 'status', prefix: `${status} `, descending }
  if (fulfilmentStatus !== undefined)
    return { index: 'fulfilment', prefix: `${fulfilmentStatus} `, descending }
  return { index: 'placed', descending }
}

function fits(
  order: OrderView,
  { status, paymentStatus, fulfilmentStatus, email, number }: OrderFilter,
): boolean {
  const is = (wanted: string | undefined, has: string) => wanted === undefined || wanted === has
  return (
    is(status, order.status) &&
    is(paymentStatus, order.paymentStatus) &&
    is(fulfilmentStatus, order.fulfilmentStatus) &&
    is(email?.toLowerCase(), order.email.toLowerCase()) &&
    (number === undefined || order.number.startsWith(number.toUpperCase()))
  )
}
