import type { Instant } from '#kernel/core/instant.ts'
import { add, type Money } from '#kernel/core/money.ts'
import { defineAggregate } from '#kernel/service/aggregate.ts'
import {
  keepCustomerEvents,
  ordersKeptMax,
  type CustomerCommand,
  type CustomerEvent,
} from '#services/customers/contract.ts'

export type CustomerState =
  | {
      readonly is: 'unknown'
      /** Orders of somebody who was forgotten: told late, they do not bring the record back. */
      readonly forgottenOrderIds?: readonly string[]
    }
  | {
      readonly is: 'known'
      readonly email: string
      readonly name: string
      readonly firstOrderAt: Instant
      readonly lastOrderAt: Instant
      readonly orderCount: number
      readonly ordered: readonly Money[]
      readonly orderIds: readonly string[]
    }

export const customer = defineAggregate<CustomerState, CustomerCommand, CustomerEvent>({
  kind: 'customer',
  prefix: 'cus',
  home: 'primary',
  durability: 'everywhere',
  keepEvents: keepCustomerEvents,
  decider: {
    initial: { is: 'unknown' },
    decide,
    evolve,
  },
  indexes: {
    email: (state) => (state.is === 'known' ? [state.email.toLowerCase()] : []),
    newest: (state) => (state.is === 'known' ? [state.lastOrderAt] : []),
  },
})

function decide(state: CustomerState, command: CustomerCommand): readonly CustomerEvent[] {
  if (command.type === 'forget')
    return [{ type: 'customers.customer-forgotten', orderIds: command.orderIds }]
  const { type: _type, at: _at, ...order } = command
  const seen = state.is === 'known' ? state.orderIds : (state.forgottenOrderIds ?? [])
  return seen.includes(order.orderId) ? [] : [{ type: 'customers.order-recorded', ...order }]
}

function evolve(state: CustomerState, event: CustomerEvent): CustomerState {
  if (event.type === 'customers.customer-forgotten')
    return { is: 'unknown', forgottenOrderIds: event.orderIds }
  const { orderId, email, name, total, placedAt } = event
  if (state.is === 'unknown') {
    return {
      is: 'known',
      email,
      name,
      firstOrderAt: placedAt,
      lastOrderAt: placedAt,
      orderCount: 1,
      ordered: [total],
      orderIds: [orderId],
    }
  }
  const newer = placedAt >= state.lastOrderAt
  return {
    ...state,
    ...(newer ? { name, lastOrderAt: placedAt } : {}),
    firstOrderAt: placedAt < state.firstOrderAt ? placedAt : state.firstOrderAt,
    orderCount: state.orderCount + 1,
    ordered: withTotal(state.ordered, total),
    orderIds: [orderId, ...state.orderIds].slice(0, ordersKeptMax),
  }
}

function withTotal(sums: readonly Money[], total: Money): readonly Money[] {
  const known = sums.some(({ currency }) => currency === total.currency)
  return known
    ? sums.map((sum) => (sum.currency === total.currency ? add(sum, total) : sum))
    : [...sums, total]
}
