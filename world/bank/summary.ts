import type { KeptCharge } from '#world/bank/books.ts'

export interface CurrencyTotals {
  readonly currency: string
  /** Minor units, all of them. */
  readonly authorized: number
  readonly captured: number
  readonly refunded: number
  readonly voided: number
  /** Authorized, and neither captured nor voided. */
  readonly open: number
}

export interface BankSummary {
  readonly charges: number
  readonly declined: number
  readonly totals: readonly CurrencyTotals[]
  /** Payment id → references of its charges, voided ones too. */
  readonly authorizationsByPaymentId: Readonly<Record<string, readonly string[]>>
  /** Payments with more than one charge that was not voided: money held twice. */
  readonly duplicates: readonly { readonly paymentId: string; readonly references: string[] }[]
}

export function summaryOf(charges: readonly KeptCharge[], declined: number): BankSummary {
  const byPayment = new Map<string, KeptCharge[]>()
  for (const charge of charges) {
    const known = byPayment.get(charge.paymentId)
    if (known === undefined) byPayment.set(charge.paymentId, [charge])
    else known.push(charge)
  }
  const referencesOf = (some: readonly KeptCharge[]) => some.map(({ reference }) => reference)
  const duplicates = [...byPayment].flatMap(([paymentId, some]) => {
    const standing = some.filter(({ voided }) => !voided)
    return standing.length > 1 ? [{ paymentId, references: referencesOf(standing) }] : []
  })
  return {
    charges: charges.length,
    declined,
    totals: totalsOf(charges),
    authorizationsByPaymentId: Object.fromEntries(
      [...byPayment].map(([paymentId, some]) => [paymentId, referencesOf(some)]),
    ),
    duplicates,
  }
}

export function totalsOf(charges: readonly KeptCharge[]): readonly CurrencyTotals[] {
  const totals = new Map<string, CurrencyTotals>()
  for (const charge of charges) {
    const { currency, authorized, captured, refunded } = charge
    const so = totals.get(currency) ?? emptyTotals(currency)
    const uncaptured = authorized - captured
    totals.set(currency, {
      currency,
      authorized: so.authorized + authorized,
      captured: so.captured + captured,
      refunded: so.refunded + refunded,
      voided: so.voided + (charge.voided ? uncaptured : 0),
      open: so.open + (charge.voided ? 0 : uncaptured),
    })
  }
  return [...totals.values()]
}

function emptyTotals(currency: string): CurrencyTotals {
  return { currency, authorized: 0, captured: 0, refunded: 0, voided: 0, open: 0 }
}
