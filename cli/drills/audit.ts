// The audit after a drill. Three records are compared that nobody could have made agree: what the
// shoppers were told, what the surviving ledger holds, and what the bank has on its own books.

import type { Charge } from '#cli/drills/books.ts'
import { compareBooks, isConfirmed } from '#cli/drills/compare-books.ts'
import type { LedgerOrder } from '#cli/drills/ledger-orders.ts'
import { longestOutageMs } from '#cli/drills/longest-outage.ts'
import { oversoldUnits } from '#cli/drills/oversold-units.ts'
import type { Receipt } from '#cli/shop/receipt.ts'

export interface Records {
  readonly receipts: readonly Receipt[]
  /**
   * Orders in the surviving ledger since before the drill began, by id. Only those of the drill's own
   * products are audited; the others explain whose charges the rest are.
   */
  readonly orders: ReadonlyMap<string, LedgerOrder>
  /** Charges made since the drill began. */
  readonly charges: readonly Charge[]
  /** SKU → units that could be sold when the drill began. */
  readonly stockBefore: ReadonlyMap<string, number>
  /** Documents whose writes were acknowledged by a region and are not held by the survivor. */
  readonly staleWrites: readonly string[]
  /**
   * Documents of which a lost region saved events when it returned. Empty in a synchronous store,
   * where nothing that was acknowledged may be missing.
   */
  readonly salvaged: ReadonlySet<string>
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
  /** Those of them that asynchronous durability allows: all they were is in the salvage. */
  readonly salvagedOrders: number
  readonly duplicateCharges: number
  readonly oversoldUnits: number
  /** Money held at the bank for orders that are not confirmed. */
  readonly orphanedAuthorizations: number
  readonly staleWrites: number
  /** Longest time without a successful checkout, milliseconds. */
  readonly rtoMs: number
  /** Longest wait for an outcome by a shopper who was in the unharmed region all along, milliseconds. */
  readonly survivorsWaitMs: number
  readonly findings: readonly Finding[]
}

const examplesMax = 5

export function audit(records: Records): AuditReport {
  const { receipts, salvaged, stockBefore } = records
  const ours = new Map(
    [...records.orders].filter(([, { lines }]) => lines.some(({ sku }) => stockBefore.has(sku))),
  )
  const confirmed = receipts.filter(({ told }) => told === 'confirmed')
  const orderOf = ({ orderId }: Receipt) => ours.get(orderId ?? '')
  const lost = confirmed.filter((receipt) => !isConfirmed(orderOf(receipt)))
  const books = compareBooks(records.charges, records.orders, ours)
  const isSalvaged = (orderId: string) =>
    salvaged.has(orderId) || salvaged.has(orderId.replace(/^ord_/, 'pay_'))
  const unexcused = (orderIds: readonly string[]) => orderIds.filter((id) => !isSalvaged(id))
  const missing = ids(lost)
  const orphans = unexcused(books.orphans)
  const staleWrites = records.staleWrites.filter((id) => !salvaged.has(id))
  // Who was told that the order stands counts, whether or not its region took it away.
  const oversold = oversoldUnits([...confirmedIn(ours), ...lost], stockBefore)
  const findings: Finding[] = []
  const report = (promise: string, says: string, examples: readonly string[]) => {
    if (examples.length > 0)
      findings.push({
        promise,
        says: `${examples.length} ${says}`,
        examples: examples.slice(0, examplesMax),
      })
  }
  report('P1', 'acknowledged orders are missing or not confirmed', unexcused(missing))
  report('P1', 'orders were given to more than one shopper', shared(receipts))
  report(
    'P1',
    'confirmed orders hold other lines than the shopper ordered',
    ids(confirmed.filter((receipt) => differ(receipt.lines, orderOf(receipt)?.lines))),
  )
  report(
    'P2',
    'SKUs were sold more often than there were units',
    oversold.map(({ sku, units }) => `${sku}: ${units} too many`),
  )
  report('P3', 'orders were charged more than once', books.duplicates)
  report('P4', 'writes were accepted under a stale epoch', staleWrites)
  report('P5', 'confirmed orders have no charge of their total', books.uncharged)
  report('P5', 'charges belong to no confirmed order', orphans)
  report('P5', 'charges gave or took more than was authorized', books.excessive)
  report(
    'P5',
    'shoppers were told another total than the ledger holds',
    ids(
      confirmed.filter((receipt) => {
        const order = orderOf(receipt)
        return order !== undefined && receipt.total !== order.total.amount
      }),
    ),
  )
  report(
    'P5',
    'shoppers were told no, and their order is confirmed',
    unexcused(
      ids(
        receipts.filter((receipt) => refusals.has(receipt.told) && isConfirmed(orderOf(receipt))),
      ),
    ),
  )
  report(
    'P6',
    'orders never settled',
    [...ours.values()]
      .filter(({ status, paymentStatus }) => status === 'pending' && paymentStatus !== 'declined')
      .map(({ id }) => id),
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
    salvagedOrders: missing.length - unexcused(missing).length,
    duplicateCharges: books.duplicates.length,
    oversoldUnits: oversold.reduce((sum, { units }) => sum + units, 0),
    orphanedAuthorizations: orphans.length,
    staleWrites: staleWrites.length,
    rtoMs: longestOutageMs(receipts),
    survivorsWaitMs: longestWaitMs(receipts, records.survivor),
    findings,
  }
}

const refusals: ReadonlySet<Receipt['told']> = new Set(['sold-out', 'rejected', 'declined'])

function confirmedIn(orders: ReadonlyMap<string, LedgerOrder>): LedgerOrder[] {
  return [...orders.values()].filter(isConfirmed)
}

function ids(receipts: readonly Receipt[]): string[] {
  return receipts.map(({ orderId }) => String(orderId))
}

function shared(receipts: readonly Receipt[]): string[] {
  const seen = new Set<string>()
  return receipts.flatMap(({ orderId }) => {
    if (orderId === null) return []
    const again = seen.has(orderId)
    seen.add(orderId)
    return again ? [orderId] : []
  })
}

/** Whether an order that is there holds other lines; one that is not there is lost, not different. */
function differ(asked: Receipt['lines'], held: LedgerOrder['lines'] | undefined): boolean {
  const text = (lines: Receipt['lines']) =>
    lines
      .map(({ sku, quantity }) => `${quantity} ${sku}`)
      .sort()
      .join('\n')
  return held !== undefined && text(asked) !== text(held)
}

/** Of any outcome: who is told "failed" after a minute has waited a minute. */
function longestWaitMs(receipts: readonly Receipt[], region: string): number {
  const waits = receipts
    .filter(({ shopperRegion }) => shopperRegion === region)
    .map(({ checkoutMs }) => checkoutMs)
  return Math.round(waits.reduce((longest, ms) => Math.max(longest, ms), 0))
}

function tally(receipts: readonly Receipt[]): AuditReport['told'] {
  const counts = { confirmed: 0, 'sold-out': 0, rejected: 0, declined: 0, pending: 0, failed: 0 }
  for (const { told } of receipts) counts[told] += 1
  return counts
}

function why(receipts: readonly Receipt[]): string[] {
  return [...new Set(receipts.flatMap((receipt) => receipt.why ?? []))].slice(0, examplesMax)
}
