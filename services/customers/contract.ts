// The words of customers: who bought, by mail address. Shoppers need no account.

import { defineRefusals, type Command } from '#kernel/core/decider.ts'
import { derivedId, type Home } from '#kernel/core/id.ts'
import { days, type Instant } from '#kernel/core/instant.ts'
import type { Money as MoneyValue } from '#kernel/core/money.ts'
import { Id, Instant as InstantSchema, Money, Type, type Static } from '#kernel/core/schema.ts'

export const keepCustomerEvents = days(30)
/** The newest orders that a customer's record names; the order list by mail address has them all. */
export const ordersKeptMax = 100

export const customerRefusals = defineRefusals('customers', {
  notFound: { kind: 'not-found', title: 'There is no such customer' },
})

export const CustomerView = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  firstOrderAt: InstantSchema,
  lastOrderAt: InstantSchema,
  orderCount: Type.Integer(),
  /** Totals of confirmed orders, one per currency. Refunds are not taken off. */
  ordered: Type.Array(Money),
  /** The newest first. */
  orderIds: Type.Array(Id),
})
export type CustomerView = Static<typeof CustomerView>

/** Case does not tell people apart. */
export const customerIdOf = (email: string, primary: Home): string =>
  derivedId('cus', primary, email.trim().toLowerCase())

export interface RecordOrder extends Command {
  readonly type: 'record-order'
  readonly orderId: string
  readonly email: string
  readonly name: string
  readonly total: MoneyValue
  readonly placedAt: Instant
}
export interface ForgetCustomer extends Command {
  readonly type: 'forget'
  /** Orders that must not bring the record back. */
  readonly orderIds: readonly string[]
}
export type CustomerCommand = RecordOrder | ForgetCustomer

export interface OrderRecorded {
  readonly type: 'customers.order-recorded'
  readonly orderId: string
  readonly email: string
  readonly name: string
  readonly total: MoneyValue
  readonly placedAt: Instant
}
export interface CustomerForgotten {
  readonly type: 'customers.customer-forgotten'
  readonly orderIds: readonly string[]
}
export type CustomerEvent = OrderRecorded | CustomerForgotten
