import type { Charge } from '#cli/drills/books.ts'
import type { LedgerOrder } from '#cli/drills/ledger-orders.ts'

export interface Comparison {
  /** Orders for which the bank holds, or took, money more than once. */
  readonly duplicates: readonly string[]
  /** Orders that are not confirmed, or not there, and for which the bank holds money. */
  readonly orphans: readonly string[]
  /** Confirmed orders without a charge of their total. */
  readonly uncharged: readonly string[]
  /** Charges of which more was captured than authorized, or more given back than captured. */
  readonly excessive: readonly string[]
}

/**
 * Compares the bank's books with the ledger. A charge that was voided, or paid back in full, holds
 * nothing any more: it is neither a duplicate nor an orphan.
 * @param orders all that the ledger holds since before the first charge, by id
 * @param ours those of them that are audited
 */
export function compareBooks(
  charges: readonly Charge[],
  orders: ReadonlyMap<string, LedgerOrder>,
  ours: ReadonlyMap<string, LedgerOrder>,
): Comparison {
  const byOrder = Map.groupBy(charges, orderIdOf)
  const holding = (orderId: string) => (byOrder.get(orderId) ?? []).filter(holdsMoney)
  // A charge whose order is in no ledger is ours: somebody paid for nothing.
  const audited = [...byOrder.keys()].filter((id) => ours.has(id) || !orders.has(id))
  return {
    duplicates: audited.filter((id) => holding(id).length > 1),
    orphans: audited.filter((id) => holding(id).length > 0 && !isConfirmed(ours.get(id))),
    uncharged: [...ours.values()]
      .filter((order) => isConfirmed(order) && order.total.amount > 0)
      .filter(({ id, total }) => !(byOrder.get(id) ?? []).some((charge) => covers(charge, total)))
      .map(({ id }) => id),
    excessive: audited
      .flatMap((id) => byOrder.get(id) ?? [])
      .filter(
        ({ authorized, captured, refunded }) =>
          captured.amount > authorized.amount || refunded.amount > captured.amount,
      )
      .map(({ reference }) => reference),
  }
}

export function isConfirmed(order: LedgerOrder | undefined): boolean {
  return order?.status === 'confirmed' || order?.status === 'completed'
}

/** A payment's id is its order's under another prefix. */
function orderIdOf({ paymentId }: Charge): string {
  return paymentId.replace(/^pay_/, 'ord_')
}

function holdsMoney({ authorized, captured, refunded, voided }: Charge): boolean {
  const held = voided ? captured.amount : authorized.amount
  return held > refunded.amount
}

/** Also when it was paid back later: then it was charged, and rightly so. */
function covers({ authorized, captured, voided }: Charge, total: LedgerOrder['total']): boolean {
  const amount = voided ? captured.amount : authorized.amount
  return amount === total.amount && authorized.currency === total.currency
}
