// What holds of an order with every commit.

import { sameData } from '#kernel/core/same-data.ts'
import type { StoredDocument } from '#kernel/ports/ledger.ts'
import type { Invariant } from '#kernel/service/workload.ts'
import {
  orderIdOf,
  type FulfilmentStatus,
  type OrderStatus,
  type PaymentStatus,
} from '#services/orders/contract.ts'
import { refundedOf } from '#services/orders/evolve-order.ts'
import type { OrderState, PlacedOrder } from '#services/orders/order-model.ts'
import { forParcels, takenAhead, unpaid } from '#services/orders/taken-ahead.ts'
import { unitsIn } from '#services/orders/units.ts'

export type OrderDocument = StoredDocument<OrderState>

/** What an order of a status may still become, itself included. */
const becomes: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  pending: ['pending', 'confirmed', 'completed', 'rejected', 'cancelled'],
  confirmed: ['confirmed', 'completed', 'cancelled'],
  completed: ['completed'],
  rejected: ['rejected'],
  cancelled: ['cancelled'],
}
export const mayBecome = (from: OrderStatus, to: OrderStatus): boolean => becomes[from].includes(to)

const taken: readonly PaymentStatus[] = ['authorized', 'captured', 'partially-refunded', 'refunded']
const allowed: Readonly<
  Record<OrderStatus, readonly [readonly PaymentStatus[], readonly FulfilmentStatus[]]>
> = {
  pending: [['none', 'declined'], ['unfulfilled']],
  confirmed: [
    ['none', ...taken],
    ['unfulfilled', 'partially-fulfilled', 'fulfilled', 'returned'],
  ],
  completed: [
    ['none', ...taken],
    ['delivered', 'returned'],
  ],
  rejected: [['none', 'declined'], ['unfulfilled']],
  cancelled: [
    // Captured by hand before: it is on its way back, or is back.
    ['none', 'declined', 'voided', ...taken],
    ['unfulfilled'],
  ],
}

export const lastingInvariants: readonly Invariant[] = [
  {
    name: 'an order that was confirmed is never lost or taken back by the shop',
    promise: 'P1',
    always: { kind: 'order', check: takenBack },
  },
  {
    name: 'what was ordered, at what price and to where never changes',
    promise: 'P1',
    always: { kind: 'order', check: rewritten },
  },
  {
    name: 'the id of an order is that of its cart',
    promise: 'P3',
    always: { kind: 'order', check: ofAnotherCart },
  },
  {
    name: 'an order adds up: lines, shipping and taxes make the total',
    promise: 'P5',
    always: { kind: 'order', check: misreckoned },
  },
  {
    name: 'no more is shipped than was ordered, and parcels cost what the order costs',
    promise: 'P5',
    always: { kind: 'order', check: shippedTooMuch },
  },
  {
    name: 'units are refunded at their price with the tax they bear',
    promise: 'P5',
    always: { kind: 'order', check: refundedOtherwise },
  },
  {
    name: 'no more is refunded than was captured, and no more captured than the total',
    promise: 'P5',
    always: { kind: 'order', check: moneyFromNowhere },
  },
  {
    name: 'the three statuses of an order go together',
    promise: 'P6',
    always: { kind: 'order', check: contradictory },
  },
]

function takenBack({ id, state: now }: OrderDocument, before: OrderDocument | null): string | null {
  const was = before?.state
  if (was?.is !== 'placed') return null
  if (now.is !== 'placed') return `order ${id} was placed and is not any more`
  return mayBecome(was.status, now.status)
    ? null
    : `order ${id} was ${was.status} and became ${now.status} (${now.reason})`
}

function rewritten({ id, state: now }: OrderDocument, before: OrderDocument | null): string | null {
  const was = before?.state
  if (was?.is !== 'placed' || now.is !== 'placed') return null
  return sameData(contentOf(was), contentOf(now))
    ? null
    : `order ${id} has other lines, totals or addresses than when it was placed`
}

const contentOf = ({
  cartId,
  email,
  lines,
  totals,
  shippingAddress,
  billingAddress,
  shippingMethod,
  placedAt,
}: PlacedOrder): object => ({
  cartId,
  email,
  lines,
  totals,
  shippingAddress,
  billingAddress,
  shippingMethod,
  placedAt,
})

function ofAnotherCart({ id, state }: OrderDocument): string | null {
  if (state.is !== 'placed' || id === orderIdOf(state.cartId)) return null
  return `order ${id} was made of cart ${state.cartId}`
}

function misreckoned({ id, state }: OrderDocument): string | null {
  if (state.is !== 'placed') return null
  const { lines, totals } = state
  const { subtotal, shipping, taxes, taxIncluded, total } = totals
  const wrong = lines.find(
    ({ unitPrice, quantity, total: price }) => unitPrice.amount * quantity !== price.amount,
  )
  if (wrong) {
    return `order ${id}: ${wrong.quantity} ${wrong.sku} at ${wrong.unitPrice.amount} cost ${wrong.total.amount}`
  }
  const goods = sum(lines.map((line) => line.total.amount))
  if (goods !== subtotal.amount) {
    return `order ${id}: its lines cost ${goods} and its subtotal is ${subtotal.amount}`
  }
  const tax = sum(taxes.map(({ amount }) => amount.amount))
  const whole = subtotal.amount + shipping.amount + (taxIncluded ? 0 : tax)
  if (whole !== total.amount) {
    return `order ${id}: goods, shipping and taxes are ${whole} and its total is ${total.amount}`
  }
  const ofLines = sum(lines.map((line) => line.tax.amount))
  const fits = shipping.amount === 0 ? ofLines === tax : ofLines <= tax
  return fits ? null : `order ${id}: its taxes are ${tax}, and its lines bear ${ofLines}`
}

function shippedTooMuch({ id, state }: OrderDocument): string | null {
  if (state.is !== 'placed') return null
  const { lines, shipments, totals } = state
  for (const { sku, quantity } of lines) {
    const shipped = unitsIn(shipments, sku)
    if (shipped > quantity) return `order ${id}: of ${quantity} ${sku}, ${shipped} are shipped`
  }
  const known = new Set(lines.map(({ sku }) => sku))
  const strange = shipments.flatMap((one) => one.lines).find(({ sku }) => !known.has(sku))
  if (strange) return `order ${id}: ${strange.sku} is shipped, which nobody ordered`
  const cost = forParcels(state) + takenAhead(state)
  const all = lines.every(({ sku, quantity }) => unitsIn(shipments, sku) === quantity)
  const { amount } = totals.total
  const fits = all ? cost + unpaid(state) === amount : cost <= amount
  return fits
    ? null
    : `order ${id}: ${all ? 'all' : 'part'} of it is shipped for ${cost} of ${amount}`
}

/**
 * Of refunds of one line, whole; its share of the shipping comes on top. In a simulated shop nobody
 * names another amount for units.
 */
function refundedOtherwise({ id, state }: OrderDocument): string | null {
  if (state.is !== 'placed') return null
  const { lines, totals, refunds } = state
  for (const refund of refunds) {
    const [units, more] = refund.lines
    const line = lines.find(
      ({ sku, quantity }) => sku === units?.sku && quantity === units.quantity,
    )
    if (line === undefined || more !== undefined) continue
    const price = line.total.amount + (totals.taxIncluded ? 0 : line.tax.amount)
    const { amount } = refund.amount
    const fits = totals.shipping.amount === 0 ? amount === price : amount >= price
    if (!fits) return `order ${id}: ${line.sku} costs ${price}, and ${refund.id} is ${amount}`
  }
  return null
}

function moneyFromNowhere(now: OrderDocument, before: OrderDocument | null): string | null {
  const { id, state } = now
  if (state.is !== 'placed') return null
  const captured = state.captured.amount
  const total = state.totals.total.amount
  if (captured > total) return `order ${id}: ${captured} of ${total} was captured`
  const refunded = sum(
    state.refunds.filter(({ status }) => status !== 'failed').map(({ amount }) => amount.amount),
  )
  if (refunded > captured) return `order ${id}: ${refunded} of ${captured} was refunded`
  const was = before?.state
  if (was?.is !== 'placed') return null
  if (captured < was.captured.amount) {
    return `order ${id}: ${was.captured.amount} was captured and now ${captured}`
  }
  const given = refundedOf(was).amount
  return refundedOf(state).amount < given
    ? `order ${id}: ${given} was refunded and now ${refundedOf(state).amount}`
    : null
}

function contradictory({ id, state }: OrderDocument): string | null {
  if (state.is !== 'placed') return null
  const { status, paymentStatus, fulfilmentStatus, shipments } = state
  const [payments, fulfilments] = allowed[status]
  const fits = payments.includes(paymentStatus) && fulfilments.includes(fulfilmentStatus)
  if (!fits) return `order ${id} is ${status}, ${paymentStatus} and ${fulfilmentStatus}`
  const shippable = status === 'confirmed' || status === 'completed'
  return shippable || shipments.length === 0
    ? null
    : `order ${id} is ${status} and has ${shipments.length} shipments`
}

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0)
