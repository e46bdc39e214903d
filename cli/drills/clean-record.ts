// For tests: three records of two purchases that agree, to be spoiled one at a time.

import type { Records } from '#cli/drills/audit.ts'
import type { Charge } from '#cli/drills/books.ts'
import type { LedgerOrder } from '#cli/drills/ledger-orders.ts'
import type { Receipt } from '#cli/shop/receipt.ts'

const lines = [{ sku: 'PLENTY', quantity: 1 }]
const total = { amount: 1_500, currency: 'SGD' }

/** Of the shoppers `a` and `b`. */
export function records(changed: Partial<Records> = {}): Records {
  return {
    receipts: [receipt('a'), receipt('b')],
    orders: new Map([order('a'), order('b')]),
    charges: [charge('a'), charge('b')],
    stockBefore: new Map([
      ['PLENTY', 100],
      ['RARE', 3],
    ]),
    staleWrites: [],
    salvaged: new Set(),
    survivor: 'syd',
    ...changed,
  }
}

export function receipt(name: string, changed: Partial<Receipt> = {}): Receipt {
  return {
    startedAt: 1_000,
    endedAt: 1_200,
    checkoutMs: 150,
    orderId: `ord_sin_${name}`,
    told: 'confirmed',
    total: total.amount,
    lines,
    shopperRegion: 'sin',
    answeredBy: 'ap-southeast-1',
    ...changed,
  }
}

export function order(name: string, changed: Partial<LedgerOrder> = {}): [string, LedgerOrder] {
  const id = `ord_sin_${name}`
  return [
    id,
    {
      id,
      placedAt: '2025-03-01T08:00:00.000Z',
      status: 'confirmed',
      paymentStatus: 'authorized',
      total,
      lines,
      ...changed,
    },
  ]
}

export function charge(name: string, changed: Partial<Charge> = {}): Charge {
  return {
    reference: `ch_${name}`,
    paymentId: `pay_sin_${name}`,
    authorized: total,
    captured: { amount: 0 },
    refunded: { amount: 0 },
    voided: false,
    at: '2025-03-01T08:00:00.000Z',
    ...changed,
  }
}
