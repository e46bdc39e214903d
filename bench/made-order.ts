// Orders that are made up, the same at every run, as they stand some days after they were placed.

import { indexEntries } from '#kernel/commands/document-queue.ts'
import { derivedId } from '#kernel/core/id.ts'
import type { Commit } from '#kernel/ports/ledger.ts'
import { customer } from '#services/customers/customer.ts'
import { order } from '#services/orders/order.ts'
import type { PlacedOrder } from '#services/orders/order-model.ts'

const home = 'sin'
const startsAt = Date.parse('2026-01-01T00:00:00.000Z')
const apartMs = 120_000
const sgd = (amount: number) => ({ amount, currency: 'SGD' })

/** Of ten orders, seven are done with, two wait to be sent and one was cancelled. */
const standings = [
  ...Array.from({ length: 7 }, () => ['completed', 'captured', 'delivered'] as const),
  ...Array.from({ length: 2 }, () => ['confirmed', 'authorized', 'unfulfilled'] as const),
  ['cancelled', 'voided', 'unfulfilled'] as const,
]

/** Every fourth order comes from somebody who has bought before. */
const buyerOf = (number: number): number => Math.floor((number * 3) / 4)
export const emailOf = (run: string, number: number): string =>
  `buyer-${run}-${buyerOf(number)}@example.com`

export function madeOrder(run: string, number: number): Commit {
  const id = derivedId('ord', home, run, String(number))
  const placedAt = new Date(startsAt + number * apartMs).toISOString()
  const [status, paymentStatus, fulfilmentStatus] = standings[number % standings.length] ?? [
    'confirmed',
    'authorized',
    'unfulfilled',
  ]
  const price = 990 + ((number * 37) % 50_000)
  const address = {
    name: `Buyer ${buyerOf(number)}`,
    line1: '1 Raffles Place',
    city: 'Singapore',
    postalCode: '048616',
    country: 'SG',
  }
  const state: PlacedOrder = {
    is: 'placed',
    id,
    cartId: derivedId('crt', home, run, String(number)),
    email: emailOf(run, number),
    shippingAddress: address,
    billingAddress: address,
    shippingMethod: 'standard',
    lines: [0, 1].map((place) => ({
      sku: `MADE-${run}-${number}-${place}`,
      productId: derivedId('prd', home, `made-${run}-${number}`),
      handle: `made-${run}-${number}`,
      title: `Article No. ${number}`,
      options: [],
      image: null,
      quantity: 1,
      unitPrice: sgd(price),
      total: sgd(price),
      tax: sgd(0),
      grams: 300,
      tracked: true,
      requiresShipping: true,
    })),
    totals: {
      subtotal: sgd(price * 2),
      shipping: sgd(0),
      taxes: [],
      taxIncluded: true,
      total: sgd(price * 2),
    },
    placedAt,
    status,
    paymentStatus,
    fulfilmentStatus,
    reason: null,
    soldOut: [],
    payment: { method: 'card', token: null, tokenDigest: run },
    progress: { phase: 'finished', attempt: 1, granted: {} },
    captured: sgd(status === 'completed' ? price * 2 : 0),
    shipments: [],
    refunds: [],
    notes: [],
    timeline: [
      { at: placedAt, what: 'order-placed' },
      { at: placedAt, what: 'order-confirmed' },
    ],
  }
  return commitOf('order', id, state, indexEntries(order, state, id), placedAt)
}

/** Who placed the order, with this one as the last. */
export function madeCustomer(run: string, number: number): Commit {
  const email = emailOf(run, number)
  const id = derivedId('cus', home, email)
  const at = new Date(startsAt + number * apartMs).toISOString()
  const state = {
    is: 'known',
    email,
    name: `Buyer ${buyerOf(number)}`,
    firstOrderAt: at,
    lastOrderAt: at,
    orderCount: 1,
    ordered: [sgd(1_000)],
    orderIds: [derivedId('ord', home, run, String(number))],
  }
  return commitOf('customer', id, state, indexEntries(customer, state, id), at)
}

function commitOf(
  kind: string,
  id: string,
  state: unknown,
  entries: Commit['indexEntries'],
  at: string,
): Commit {
  return {
    kind,
    id,
    durability: 'here',
    expectedVersion: 0,
    state,
    indexEntries: entries,
    events: [],
    deliveries: [],
    consumes: { deliveries: [], marks: [] },
    at,
  }
}
