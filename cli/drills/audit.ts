// The audit after a drill. Three records are compared that nobody could have made agree: what the
// shoppers were told, what the surviving ledger holds, and what the bank has on its own books.

import type { Charge } from '#cli/drills/books.ts'
import type { LedgerOrder } from '#cli/drills/ledger-orders.ts'
import type { Receipt } from '#cli/shop/receipt.ts'

export interface Records {
  readonly receipts: readonly Receipt[]
  /** Orders of the drill's own products in the surviving ledger. */
  readonly orders: ReadonlyMap<string, LedgerOrder>
  /** Charges made since the drill began. */
  readonly charges: readonly Charge[]
  /** SKU → units that could be sold when the drill began. */
  readonly stockBefore: ReadonlyMap<string, number>
  readonly staleWrites: number
  /** The code of the region that was never harmed. */
  readonly survivor: string
}

export interface Finding {
  readonly promise: string
  readonly says: string
  readonly examples: readonly string[]
}

export interface AuditReport {
  readonly bought: number
  readonly told: Readonly<Record<Receipt['told'], number>>
  /** Acknowledged orders that the surviving ledger does not hold as confirmed. */
  readonly lostOrders: number
  readonly duplicateCharges: number
  readonly oversoldUnits: number
  /** Money held at the bank for orders that are not confirmed. */
  readonly orphanedAuthorizations: number
  readonly staleWrites: number
  /** Longest time without a successful checkout, milliseconds. */
  readonly rtoMs: number
  /** Longest successful checkout of a shopper who was in the unharmed region all along, milliseconds. */
  readonly survivorsWaitMs: number
  readonly findings: readonly Finding[]
}

const examplesMax = 5

export function audit(records: Records): AuditReport {
  const { receipts, orders, staleWrites } = records
  const confirmed = receipts.filter(({ told }) => told === 'confirmed')
  const lost = confirmed.filter(({ orderId }) => !isConfirmed(orders.get(orderId ?? '')))
  const wrongTotal = confirmed.filter(
    ({ orderId, total }) => total !== null && orders.get(orderId ?? '')?.total.amount !== total,
  )
  const unsettled = [...orders.values()].filter(
    ({ status, paymentStatus }) => status === 'pending' && paymentStatus !== 'declined',
  )
  const { duplicates, orphans, uncharged } = compareBooks(records)
  const oversold = oversoldUnits(records)
  const findings: Finding[] = []
  const report = (promise: string, says: string, examples: readonly string[]) => {
    if (examples.length > 0)
      findings.push({
        promise,
        says: `${examples.length} ${says}`,
        examples: examples.slice(0, examplesMax),
      })
  }
  report(
    'P1',
    'acknowledged orders are missing or not confirmed',
    lost.map(({ orderId }) => String(orderId)),
  )
  report(
    'P2',
    'SKUs were sold more often than there were units',
    oversold.map(({ sku, units }) => `${sku}: ${units} too many`),
  )
  report('P3', 'orders were charged more than once', duplicates)
  report(
    'P4',
    'writes were accepted under a stale epoch',
    Array.from({ length: staleWrites }, () => 'see the salvage report'),
  )
  report('P5', 'confirmed orders have no charge of their total', uncharged)
  report('P5', 'charges belong to no confirmed order', orphans)
  report(
    'P5',
    'shoppers were told another total than the ledger holds',
    wrongTotal.map(({ orderId }) => String(orderId)),
  )
  report(
    'P6',
    'orders never settled',
    unsettled.map(({ id }) => id),
  )
  if (confirmed.length === 0) {
    findings.push({
      promise: 'drill',
      says: 'nobody bought anything, so nothing was shown',
      examples: why(receipts),
    })
  }
  return {
    bought: confirmed.length,
    told: tally(receipts),
    lostOrders: lost.length,
    duplicateCharges: duplicates.length,
    oversoldUnits: oversold.reduce((sum, { units }) => sum + units, 0),
    orphanedAuthorizations: orphans.length,
    staleWrites,
    rtoMs: Math.round(longestGapMs(confirmed)),
    survivorsWaitMs: Math.round(
      Math.max(
        0,
        ...confirmed
          .filter(({ shopperRegion }) => shopperRegion === records.survivor)
          .map(({ checkoutMs }) => checkoutMs),
      ),
    ),
    findings,
  }
}

function isConfirmed(order: LedgerOrder | undefined): boolean {
  return order?.status === 'confirmed' || order?.status === 'completed'
}

function compareBooks(records: Records) {
  const charges = new Map<string, Charge[]>()
  for (const charge of records.charges) {
    // A payment's id is its order's under another prefix.
    const orderId = charge.paymentId.replace(/^pay_/, 'ord_')
    charges.set(orderId, [...(charges.get(orderId) ?? []), charge])
  }
  const held = (orderId: string) => (charges.get(orderId) ?? []).filter(({ voided }) => !voided)
  const duplicates = [...charges.keys()].filter((orderId) => held(orderId).length > 1)
  const orphans = [...charges.keys()].filter(
    (orderId) => held(orderId).length > 0 && !isConfirmed(records.orders.get(orderId)),
  )
  const uncharged = [...records.orders.values()]
    .filter((order) => isConfirmed(order) && order.total.amount > 0)
    .filter(
      ({ id, total }) => !held(id).some(({ authorized }) => authorized.amount === total.amount),
    )
    .map(({ id }) => id)
  return { duplicates, orphans, uncharged }
}

function oversoldUnits(records: Records): { sku: string; units: number }[] {
  const sold = new Map<string, number>()
  for (const order of records.orders.values()) {
    if (!isConfirmed(order)) continue
    for (const { sku, quantity } of order.lines) sold.set(sku, (sold.get(sku) ?? 0) + quantity)
  }
  return [...records.stockBefore].flatMap(([sku, units]) => {
    const over = (sold.get(sku) ?? 0) - units
    return over > 0 ? [{ sku, units: over }] : []
  })
}

/** The longest time between two successful checkouts that follow each other. */
function longestGapMs(confirmed: readonly Receipt[]): number {
  const ends = confirmed.map(({ endedAt }) => endedAt).sort((a, b) => a - b)
  return Math.max(0, ...ends.slice(1).map((end, position) => end - (ends[position] ?? end)))
}

function tally(receipts: readonly Receipt[]): AuditReport['told'] {
  const counts = { confirmed: 0, 'sold-out': 0, rejected: 0, declined: 0, pending: 0, failed: 0 }
  for (const { told } of receipts) counts[told] += 1
  return counts
}

function why(receipts: readonly Receipt[]): string[] {
  return [...new Set(receipts.flatMap((receipt) => receipt.why ?? []))].slice(0, examplesMax)
}
